-- One row per attack day, with the attacks of the selection up to and including it.
-- $start: first day, inclusive; NULL = from the first attack
-- $end: last day, inclusive; NULL = to the last attack
-- $claimed: true = with attacks known from a Houthi claim alone; NULL or false = without them
-- $areas: list of sea areas; NULL = all
-- $vessel_types: list of vessel types; NULL = all
-- $weapons: list of weapons, an attack counts if it used any of them; NULL = all
-- $outcomes: list of outcomes; NULL = all
-- $confidences: list of grades of confidence; NULL = all
-- $flags: list of flag codes, 'unknown' for a flag that is not known; NULL = all
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
