-- One row per source, with what a source line and a list of links need.
select
    source_id,
    publisher,
    url,
    source_id as source_ids
from source_names
order by publisher, source_id
