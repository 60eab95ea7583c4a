-- One row per chokepoint and ISO week: the publisher's estimate of the cargo, in tonnes per day.
-- A week counts where its Thursday lies. A week in which any of the classes chosen has no estimate
-- has none together: NULL, and it is no part of the baseline, which is the mean per day of its
-- weeks, a year before that of the week 52 weeks earlier, NULL without any; index_pct is 100 at the
-- baseline.
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
with baseline as (
    select
        chokepoint,
        for_week(week, $year_before) as for_week,
        sum(trade_volume_t) / sum(days) as baseline_t_per_day,
        count(*) as baseline_weeks
    from transits_per_week(
        start_day := $baseline_start, end_day := $baseline_end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    )
    where trade_volume_t is not null
    group by chokepoint, for_week(week, $year_before)
)

select
    weekly.chokepoint,
    weekly.week,
    weekly.days,
    weekly.trade_volume_t,
    weekly.trade_volume_t / weekly.days as trade_volume_t_per_day,
    baseline.baseline_t_per_day,
    coalesce(baseline.baseline_weeks, 0) as baseline_weeks,
    100 * (weekly.trade_volume_t / weekly.days) / nullif(baseline.baseline_t_per_day, 0)
        as index_pct,
    weekly.source_ids
from transits_per_week(
    start_day := $start, end_day := $end, at_chokepoints := $chokepoints,
    of_classes := $vessel_classes
) as weekly
left join baseline
    on
        weekly.chokepoint = baseline.chokepoint
        and weekly.week = coalesce(baseline.for_week, weekly.week)
order by weekly.chokepoint, weekly.week
