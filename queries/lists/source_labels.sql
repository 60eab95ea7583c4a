-- One row per source asked for, for the line under a chart.
-- $source_ids: list of source ids; NULL = all
select
    source_id,
    publisher,
    url,
    source_id as source_ids
from sources
where $source_ids is null or list_contains($source_ids::varchar[], source_id)
order by publisher, source_id
