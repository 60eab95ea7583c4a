-- One row per value of a dimension (month, weapon): attacks whose outcome is known, and hits.
-- A hit is a ship sunk, hijacked or damaged. Attacks known from a claim alone and those of unknown
-- outcome are left out whatever is chosen: nobody knows whether they hit. An attack with several
-- weapons counts under each, so weapons add up to more. Months without an attack have no row.
with known as (
    select *
    from selected_attacks(start_day := $start, end_day := $end, with_claims := false)
    where outcome <> 'unknown'
),

valued as (
    select 'month' as dimension, strftime(month, '%Y-%m') as value, outcome, source_ids
    from known
    union all
    select 'weapon' as dimension, unnest(weapons) as value, outcome, source_ids
    from known
)

select
    dimension,
    value,
    count(*) as attacks,
    count(*) filter (where is_hit(outcome)) as hits,
    all_sources(source_ids) as source_ids
from valued
group by dimension, value
order by dimension, value
