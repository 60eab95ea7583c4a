-- One row per chokepoint, vessel class and month or quarter with data.
-- A week counts where its Thursday lies; means per day are transits over days. A month or quarter of
-- which days are missing, in the record or in the period, is not complete. The baseline is the mean
-- per day of its weeks, a year before that of the same weeks 52 weeks earlier, NULL without any;
-- index_pct is 100 at the baseline, over the weeks that have one.
-- $grain (text): month or quarter
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
with baseline as (
    select
        chokepoint,
        vessel_class,
        for_week(week, $year_before) as for_week,
        sum(transits) as baseline_transits,
        sum(days) as baseline_days
    from selected_transits(
        start_day := $baseline_start, end_day := $baseline_end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    )
    group by chokepoint, vessel_class, for_week(week, $year_before)
),

compared as (
    select
        counted.chokepoint,
        counted.vessel_class,
        counted.days,
        counted.transits,
        counted.source_ids,
        period_of(counted.week, $grain) as period_start,
        if(baseline.chokepoint is null, null, counted.transits) as comparable,
        if(baseline.chokepoint is null, null, counted.days) as comparable_days,
        baseline.baseline_transits,
        baseline.baseline_days
    from selected_transits(
        start_day := $start, end_day := $end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    ) as counted
    left join baseline
        on
            counted.chokepoint = baseline.chokepoint
            and counted.vessel_class = baseline.vessel_class
            and counted.week = coalesce(baseline.for_week, counted.week)
),

summed as (
    select
        chokepoint,
        vessel_class,
        period_start,
        period_end(period_start, $grain) as period_end,
        sum(days)::bigint as days,
        sum(transits)::bigint as transits,
        sum(comparable) / sum(comparable_days) as comparable_per_day,
        sum(baseline_transits) / sum(baseline_days) as baseline_per_day,
        all_sources(source_ids) as source_ids
    from compared
    group by chokepoint, vessel_class, period_start
)

select
    chokepoint,
    vessel_class,
    period_start,
    period_end,
    days = 7 * thursdays(period_start, period_end) as is_complete,
    days,
    transits,
    transits / days as transits_per_day,
    baseline_per_day,
    100 * comparable_per_day / nullif(baseline_per_day, 0) as index_pct,
    source_ids
from summed
order by chokepoint, vessel_class, period_start
