-- One row per ISO week with data at both ways: the Cape's share of (Cape + Suez).
-- It divides the ships between the two ways and is no sum of traffic: not every ship that passes
-- one of them had the choice of the other. A week counts where its Thursday lies. The baseline is
-- the share of the means per day of its weeks with both, a year before that of the week 52 weeks
-- earlier, NULL without any.
-- $vessel_classes (texts): vessel classes; NULL = all
with weekly as (
    select
        week,
        max(days) filter (chokepoint = 'Cape of Good Hope') as cape_days,
        max(days) filter (chokepoint = 'Suez Canal') as suez_days,
        max(transits) filter (chokepoint = 'Cape of Good Hope') as cape,
        max(transits) filter (chokepoint = 'Suez Canal') as suez,
        all_sources(source_ids) as source_ids
    from transits_per_week(
        start_day := $start, end_day := $end,
        at_chokepoints := ['Cape of Good Hope', 'Suez Canal'], of_classes := $vessel_classes
    )
    group by week
    having count(*) = 2
),

baseline as (
    select
        for_week(week, $year_before) as for_week,
        sum(cape) / sum(cape_days) as cape_per_day,
        sum(suez) / sum(suez_days) as suez_per_day,
        count(*) as baseline_weeks
    from (
        select
            week,
            max(days) filter (chokepoint = 'Cape of Good Hope') as cape_days,
            max(days) filter (chokepoint = 'Suez Canal') as suez_days,
            max(transits) filter (chokepoint = 'Cape of Good Hope') as cape,
            max(transits) filter (chokepoint = 'Suez Canal') as suez
        from transits_per_week(
            start_day := $baseline_start, end_day := $baseline_end,
            at_chokepoints := ['Cape of Good Hope', 'Suez Canal'], of_classes := $vessel_classes
        )
        group by week
        having count(*) = 2
    )
    group by for_week(week, $year_before)
)

select
    weekly.week,
    weekly.cape_days,
    weekly.suez_days,
    weekly.cape / weekly.cape_days as cape_per_day,
    weekly.suez / weekly.suez_days as suez_per_day,
    100 * (weekly.cape / weekly.cape_days)
    / nullif(weekly.cape / weekly.cape_days + weekly.suez / weekly.suez_days, 0) as cape_share_pct,
    100 * baseline.cape_per_day / nullif(baseline.cape_per_day + baseline.suez_per_day, 0)
        as baseline_cape_share_pct,
    coalesce(baseline.baseline_weeks, 0) as baseline_weeks,
    weekly.source_ids
from weekly
left join baseline on weekly.week = coalesce(baseline.for_week, weekly.week)
order by weekly.week
