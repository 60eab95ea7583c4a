-- One row per lane and milestone of the crisis, in order of time.
-- A milestone is that of rate_milestones, or the latest assessment of the period; the level is NULL
-- where there is none or where the assessment lies outside the period.
-- The baseline is the mean of its assessments, a year before that of the week 52 weeks earlier, NULL
-- without any; multiple and change are of it.
-- $lanes (texts): lanes; NULL = all
with reached as (
    select lane, position, milestone, assessment
    from rate_milestones
    union all
    select
        lane,
        5 as position,
        'Latest' as milestone,
        arg_max(
            {'date': date, 'usd_per_feu': usd_per_feu, 'basis': basis, 'source_ids': source_ids},
            date
        ) filter (
            ($start is null or date >= $start::date) and ($end is null or date <= $end::date)
        ) as assessment
    from freight_rates
    group by lane
),

placed as (
    select
        lane,
        position,
        milestone,
        case
            when
                ($start is null or assessment.date >= $start::date)
                and ($end is null or assessment.date <= $end::date)
                then assessment
        end as assessment
    from reached
    where $lanes is null or list_contains($lanes::varchar[], lane)
)

select
    placed.lane,
    placed.position,
    placed.milestone,
    placed.assessment.date,
    placed.assessment.usd_per_feu,
    placed.assessment.basis,
    baseline.baseline_usd_per_feu,
    coalesce(baseline.baseline_assessments, 0) as baseline_assessments,
    baseline.baseline_first_date,
    baseline.baseline_last_date,
    placed.assessment.usd_per_feu / baseline.baseline_usd_per_feu as multiple,
    100 * (placed.assessment.usd_per_feu / baseline.baseline_usd_per_feu - 1) as change_pct,
    concat_ws('|', placed.assessment.source_ids, baseline.source_ids) as source_ids
from placed
left join
    rate_baselines(
        start_day := $rate_baseline_start, end_day := $rate_baseline_end,
        year_before := $year_before
    ) as baseline
    on
        placed.lane = baseline.lane
        and date_trunc('week', placed.assessment.date)
        is not distinct from coalesce(
            baseline.for_week, date_trunc('week', placed.assessment.date)
        )
order by placed.lane, placed.position
