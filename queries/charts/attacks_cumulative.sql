-- One row per attack day, with the attacks of the selection up to and including it.
with selected as (
    select *
    from selected_attacks(
        $start, $end, $claimed, $areas, $vessel_types, $weapons, $outcomes, $confidences, $flags
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
