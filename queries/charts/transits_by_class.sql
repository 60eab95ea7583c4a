-- One row per chokepoint, vessel class and ISO week with data.
-- A week counts where its Thursday lies; means per day are transits over days. The baseline is the
-- class's own mean per day over its weeks, a year before that of the week 52 weeks earlier, NULL
-- without any; the indexes are 100 at the baseline.
-- The baseline of cargo leaves out weeks without an estimate.
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
with baseline as (
    select
        chokepoint,
        vessel_class,
        for_week(week, $year_before) as for_week,
        sum(transits) / sum(days) as baseline_per_day,
        sum(trade_volume_t) / sum(days) filter (where trade_volume_t is not null)
            as baseline_trade_volume_t_per_day,
        count(distinct week) as baseline_weeks
    from selected_transits(
        start_day := $baseline_start, end_day := $baseline_end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    )
    group by chokepoint, vessel_class, for_week(week, $year_before)
),

weekly as (
    select
        chokepoint,
        vessel_class,
        week,
        sum(days)::bigint as days,
        sum(transits)::bigint as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        all_sources(source_ids) as source_ids
    from selected_transits(
        start_day := $start, end_day := $end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    )
    group by chokepoint, vessel_class, week
)

select
    weekly.chokepoint,
    weekly.vessel_class,
    weekly.week,
    weekly.days,
    weekly.transits,
    weekly.transits / weekly.days as transits_per_day,
    baseline.baseline_per_day,
    coalesce(baseline.baseline_weeks, 0) as baseline_weeks,
    100 * (weekly.transits / weekly.days) / nullif(baseline.baseline_per_day, 0) as index_pct,
    weekly.trade_volume_t / weekly.days as trade_volume_t_per_day,
    baseline.baseline_trade_volume_t_per_day,
    100 * (weekly.trade_volume_t / weekly.days)
    / nullif(baseline.baseline_trade_volume_t_per_day, 0) as trade_volume_index_pct,
    weekly.source_ids
from weekly
left join baseline
    on
        weekly.chokepoint = baseline.chokepoint
        and weekly.vessel_class = baseline.vessel_class
        and weekly.week = coalesce(baseline.for_week, weekly.week)
order by weekly.chokepoint, weekly.vessel_class, weekly.week
