-- One row per published statement on freight rates that the tables cannot reproduce, and why.
-- Statements on rates are those whose metric names a freight or charter index or a price.
with reasons (checked, reason) as (
    values
    ('no table for it', 'No table here holds this index or average.'),
    ('other measure', 'The publisher measures something else than the tables here do.'),
    ('other vintage', 'It rests on an earlier state of data that were revised since.'),
    ('estimate', 'An estimate of an effect, which no count can confirm.'),
    ('base row missing', 'The record has no assessment for the day it starts from.')
)

select
    claims.claim_id,
    claims.claim,
    claims.metric,
    claims.from_date,
    claims.to_date,
    claims.value as published_value,
    claims.unit as published_unit,
    coalesce(reasons.reason, claims.check) as reason,
    claims.note,
    (
        select string_agg(cited_as, '; ' order by cited_as)
        from sources
        where list_contains(string_split(claims.source_ids, '|'), source_id)
    ) as published_by,
    claims.source_ids
from published_claims as claims
left join reasons on claims.check = reasons.checked
where
    claims.check <> 'reproduce'
    and regexp_matches(
        claims.metric, '\b(WCI|SCFI|FBX\d*|Xeneta|price|shipping cost|charter index)\b'
    )
order by claims.claim_id
