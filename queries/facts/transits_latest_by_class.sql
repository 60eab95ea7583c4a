-- One row per chokepoint and class of ship, 'all' classes among them, with a week in the period: its
-- latest four weeks, the same weeks a year before, and the baseline.
-- Latest are the last four weeks with data in the period, latest_weeks of them where it has fewer;
-- a week counts where its Thursday lies. Means are transits over days, NULL without a week; changes
-- are in percent of the baseline and of the year before.
-- $chokepoints (texts): chokepoints; NULL = all
with weeks as (
    select
        *,
        week + 3 as thursday
    from transit_weeks
    where $chokepoints is null or list_contains($chokepoints, chokepoint)
),

latest as (
    select
        chokepoint,
        vessel_class,
        list_sum(arg_max(transits, week, 4)) / list_sum(arg_max(days, week, 4)) as latest_per_day,
        list_min(max(week, 4)) as latest_from_week,
        max(week) as latest_week,
        least(count(*), 4) as latest_weeks,
        all_sources(source_ids) as source_ids
    from weeks
    where ($start is null or thursday >= $start) and ($end is null or thursday <= $end)
    group by chokepoint, vessel_class
),

year_before as (
    select
        latest.chokepoint,
        latest.vessel_class,
        sum(weeks.transits) / sum(weeks.days) as year_before_per_day
    from latest
    inner join weeks
        on
            latest.chokepoint = weeks.chokepoint
            and latest.vessel_class = weeks.vessel_class
            and weeks.week between latest.latest_from_week - 364 and latest.latest_week - 364
    group by latest.chokepoint, latest.vessel_class
),

baseline as (
    select
        chokepoint,
        vessel_class,
        sum(transits) / sum(days) as baseline_per_day
    from weeks
    where
        ($baseline_start is null or thursday >= $baseline_start)
        and ($baseline_end is null or thursday <= $baseline_end)
    group by chokepoint, vessel_class
)

select
    latest.chokepoint,
    latest.vessel_class,
    latest.latest_from_week,
    latest.latest_week,
    latest.latest_weeks,
    latest.latest_per_day,
    year_before.year_before_per_day,
    baseline.baseline_per_day,
    100 * (latest.latest_per_day / nullif(baseline.baseline_per_day, 0) - 1) as change_pct,
    100 * (latest.latest_per_day / nullif(year_before.year_before_per_day, 0) - 1)
        as year_change_pct,
    latest.source_ids
from latest
left join baseline
    on latest.chokepoint = baseline.chokepoint and latest.vessel_class = baseline.vessel_class
left join year_before
    on latest.chokepoint = year_before.chokepoint and latest.vessel_class = year_before.vessel_class
order by latest.chokepoint, latest.vessel_class
