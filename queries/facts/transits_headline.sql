-- One row per chokepoint: its latest four weeks and the whole period against the baseline.
-- Latest are the last four weeks with data in the period, latest_weeks of them where it has fewer;
-- a week counts where its Thursday lies.
-- Means are transits over days, NULL without a week; change is in percent of the baseline. A year
-- before the baseline is that of the same weeks 52 weeks earlier, and a change is that of the weeks
-- that have one; baseline_weeks are those of the period.
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
with compared as (
    select
        weekly.chokepoint,
        weekly.week,
        weekly.transits,
        weekly.days,
        weekly.source_ids,
        if(baseline.chokepoint is null, null, weekly.transits) as comparable,
        if(baseline.chokepoint is null, null, weekly.days) as comparable_days,
        baseline.* exclude (chokepoint)
    from transits_per_week(
        start_day := $start, end_day := $end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    ) as weekly
    left join
        usual_transits(
            start_day := $baseline_start, end_day := $baseline_end, year_before := $year_before,
            at_chokepoints := $chokepoints, of_classes := $vessel_classes
        ) as baseline
        on
            weekly.chokepoint = baseline.chokepoint
            and weekly.week = coalesce(baseline.for_week, weekly.week)
),

placed as (
    select *, row_number() over (partition by chokepoint order by week desc) <= 4 as is_latest
    from compared
),

chosen as (
    select
        chokepoint,
        sum(transits) / sum(days) as period_per_day,
        count(*) as period_weeks,
        sum(transits) filter (is_latest) / sum(days) filter (is_latest) as latest_per_day,
        min(week) filter (is_latest) as latest_from_week,
        max(week) as latest_week,
        count(*) filter (is_latest) as latest_weeks,
        sum(comparable) / sum(comparable_days) as period_comparable,
        sum(comparable) filter (is_latest) / sum(comparable_days) filter (is_latest)
            as latest_comparable,
        sum(baseline_transits) / sum(baseline_days) as baseline_per_day,
        sum(baseline_transits) filter (is_latest) / sum(baseline_days) filter (is_latest)
            as latest_baseline_per_day,
        if(count(for_week) > 0, sum(baseline_weeks)::bigint, max(baseline_weeks)) as baseline_weeks,
        min(baseline_first_week) as baseline_first_week,
        max(baseline_last_week) as baseline_last_week,
        all_sources(source_ids) as source_ids
    from placed
    group by chokepoint
)

select
    chokepoint,
    latest_per_day,
    latest_from_week,
    latest_week,
    latest_weeks,
    latest_baseline_per_day,
    100 * (latest_comparable / nullif(latest_baseline_per_day, 0) - 1) as latest_change_pct,
    period_per_day,
    period_weeks,
    100 * (period_comparable / nullif(baseline_per_day, 0) - 1) as period_change_pct,
    baseline_per_day,
    coalesce(baseline_weeks, 0) as baseline_weeks,
    baseline_first_week,
    baseline_last_week,
    source_ids
from chosen
order by chokepoint
