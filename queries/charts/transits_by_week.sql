-- One row per chokepoint and ISO week with data, the vessel classes chosen together.
-- A week counts where its Thursday lies; means per day are transits over days. The baseline is the
-- mean per day of its weeks, a year before that of the one week 52 weeks earlier, NULL without any;
-- index_pct is 100 at the baseline.
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
select
    weekly.chokepoint,
    weekly.week,
    weekly.days,
    weekly.transits,
    weekly.transits / weekly.days as transits_per_day,
    baseline.baseline_per_day,
    100 * (weekly.transits / weekly.days) / nullif(baseline.baseline_per_day, 0) as index_pct,
    weekly.trade_volume_t / weekly.days as trade_volume_t_per_day,
    weekly.source_ids
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
order by weekly.chokepoint, weekly.week
