-- One row per source, with how many rows of all datasets cite it.
with cited as (
    select source_id, sum(citing_rows)::bigint as citing_rows
    from citations
    group by source_id
)

select
    sources.source_id,
    sources.publisher,
    sources.speaker,
    sources.via,
    sources.kind,
    sources.cited_as,
    sources.url,
    sources.terms,
    sources.accessed_on,
    coalesce(cited.citing_rows, 0) as citing_rows,
    sources.source_id as source_ids
from sources
left join cited on sources.source_id = cited.source_id
order by sources.publisher, sources.source_id
