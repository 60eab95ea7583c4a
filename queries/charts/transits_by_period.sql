-- One row per chokepoint and month or quarter with data, the vessel classes chosen together.
-- A week counts where its Thursday lies; means per day are transits over days. A month or quarter of
-- which days are missing, in the record or in the period, is not complete. The baseline is the mean
-- per day of its weeks, a year before that of the same weeks 52 weeks earlier, NULL without any;
-- index_pct is 100 at the baseline, over the weeks that have one.
-- $grain (text): month or quarter
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
with compared as (
    select
        weekly.*,
        period_of(weekly.week, $grain) as period_start,
        if(baseline.chokepoint is null, null, weekly.transits) as comparable,
        if(baseline.chokepoint is null, null, weekly.days) as comparable_days,
        baseline.baseline_transits,
        baseline.baseline_days
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

summed as (
    select
        chokepoint,
        period_start,
        period_end(period_start, $grain) as period_end,
        sum(days)::bigint as days,
        sum(transits)::bigint as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        sum(comparable) / sum(comparable_days) as comparable_per_day,
        sum(baseline_transits) / sum(baseline_days) as baseline_per_day,
        all_sources(source_ids) as source_ids
    from compared
    group by chokepoint, period_start
)

select
    chokepoint,
    period_start,
    period_end,
    days = 7 * thursdays(period_start, period_end) as is_complete,
    days,
    transits,
    transits / days as transits_per_day,
    baseline_per_day,
    100 * comparable_per_day / nullif(baseline_per_day, 0) as index_pct,
    trade_volume_t / days as trade_volume_t_per_day,
    source_ids
from summed
order by chokepoint, period_start
