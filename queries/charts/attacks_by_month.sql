-- One row per month and outcome; a month without attacks has one row, 0 attacks and no outcome.
-- Empty months reach as far as the period and the check of the record: beyond it nothing is
-- known, so there is no row. A month with attacks always has its rows.
with selected as (
    select *
    from selected_attacks(
        start_day := $start, end_day := $end, with_claims := $claimed, in_areas := $areas,
        of_types := $vessel_types, by_weapons := $weapons, of_outcomes := $outcomes,
        of_confidences := $confidences, of_flags := $flags
    )
),

months as (
    select
        unnest(
            generate_series(date_trunc('month', covered_from), covered_until, interval 1 month)
        )::date as month
    from coverage_within(of_dataset := 'attacks', start_day := $start, end_day := $end)
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
