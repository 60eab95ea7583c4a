-- One row per chokepoint: its latest four weeks and the whole period against the baseline.
-- Latest are the last four weeks with data in the period, latest_weeks of them where it has fewer;
-- a week counts where its Thursday lies.
-- Means are transits over days, NULL without a week; change is in percent of the baseline.
-- $chokepoints (texts): chokepoints; NULL = all
-- $vessel_classes (texts): vessel classes; NULL = all
with chosen as (
    select
        chokepoint,
        sum(transits) / sum(days) as period_per_day,
        count(*) as period_weeks,
        list_sum(arg_max(transits, week, 4)) / list_sum(arg_max(days, week, 4)) as latest_per_day,
        list_min(max(week, 4)) as latest_from_week,
        max(week) as latest_week,
        least(count(*), 4) as latest_weeks,
        all_sources(source_ids) as source_ids
    from transits_per_week(
        start_day := $start, end_day := $end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    )
    group by chokepoint
)

select
    chosen.chokepoint,
    chosen.latest_per_day,
    chosen.latest_from_week,
    chosen.latest_week,
    chosen.latest_weeks,
    100 * (chosen.latest_per_day / nullif(baseline.baseline_per_day, 0) - 1) as latest_change_pct,
    chosen.period_per_day,
    chosen.period_weeks,
    100 * (chosen.period_per_day / nullif(baseline.baseline_per_day, 0) - 1) as period_change_pct,
    baseline.baseline_per_day,
    coalesce(baseline.baseline_weeks, 0) as baseline_weeks,
    baseline.baseline_first_week,
    baseline.baseline_last_week,
    chosen.source_ids
from chosen
left join
    usual_transits(
        start_day := $baseline_start, end_day := $baseline_end, at_chokepoints := $chokepoints,
        of_classes := $vessel_classes
    ) as baseline
    on chosen.chokepoint = baseline.chokepoint
order by chosen.chokepoint
