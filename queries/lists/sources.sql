-- One row per source.
select
    source_id,
    publisher,
    cited_as,
    url,
    terms,
    accessed_on,
    source_id as source_ids
from sources
order by publisher, source_id
