-- One row per attack day, with the attacks of the selection up to and including it.
with selected as (
    select *
    from selected_attacks(
        start_day := $start, end_day := $end, with_claims := $claimed, in_areas := $areas,
        of_types := $vessel_types, by_weapons := $weapons, of_outcomes := $outcomes,
        of_confidences := $confidences, of_flags := $flags
    )
)

select
    date,
    count(*) as attacks,
    sum(count(*)) over (order by date)::bigint as cumulative_attacks,
    all_sources(source_ids) as source_ids
from selected
group by date
order by date
