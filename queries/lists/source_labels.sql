-- One row per source, with what a source line and a list of links need.
select
    source_id,
    speaker,
    publisher,
    via,
    kind,
    url,
    source_id as source_ids
from source_names
order by speaker, publisher, source_id
