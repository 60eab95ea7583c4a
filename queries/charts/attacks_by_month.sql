-- One row per month and outcome; a month without attacks has one row, 0 attacks and no outcome.
-- Empty months reach as far as the period and the check of the record: beyond it nothing is
-- known, so there is no row. A month with attacks always has its rows.
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
),

months as (
    select
        unnest(
            generate_series(date_trunc('month', covered_from), covered_until, interval 1 month)
        )::date as month
    from coverage_within('attacks', $start, $end)
),

counted as (
    select
        month,
        outcome,
        count(*) as attacks,
        coalesce(sum(killed), 0)::bigint as killed,
        all_sources(source_ids) as source_ids
    from selected
    group by month, outcome
)

select
    month,
    counted.outcome,
    coalesce(counted.attacks, 0) as attacks,
    coalesce(counted.killed, 0) as killed,
    coalesce(counted.source_ids, '') as source_ids
from months
full join counted using (month)
order by month, counted.outcome
