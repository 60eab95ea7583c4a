-- One row per date on which both the lane to Europe and Shanghai-Los Angeles were assessed.
-- Premium is what the lane to Europe costs more (negative: less), ratio its rate over the other's.
-- The baseline premium and ratio are the means over the baseline's dates with both, a year before
-- those of the week 52 weeks earlier, NULL without any; the excess is the premium above the baseline
-- premium, negative below it, whether the lanes rose or fell. Before 2023-09-01 the record is irregular: is_weekly is false there.
-- Hijacking and war date are the days of the events with these roles, NULL without one.
-- The sources are those of the two assessments, and after them those of the baseline.
-- $lane (text): lane to Europe; NULL = Shanghai-Rotterdam
with both_lanes as (
    select
        europe.lane,
        europe.date,
        europe.usd_per_feu as lane_usd_per_feu,
        pacific.usd_per_feu as los_angeles_usd_per_feu,
        europe.usd_per_feu - pacific.usd_per_feu as premium_usd_per_feu,
        europe.usd_per_feu / pacific.usd_per_feu as ratio,
        europe.basis = 'derived' or pacific.basis = 'derived' as is_derived,
        concat_ws('|', europe.source_ids, pacific.source_ids) as source_ids
    from freight_rates as europe
    inner join freight_rates as pacific
        on
            europe.date = pacific.date
            and europe.index_name = pacific.index_name
            and pacific.lane = 'Shanghai-Los Angeles'
    where europe.lane = coalesce($lane, 'Shanghai-Rotterdam')
),

baseline as (
    select
        for_week(date_trunc('week', date)::date, $year_before) as for_week,
        avg(premium_usd_per_feu) as baseline_premium_usd_per_feu,
        avg(ratio) as baseline_ratio,
        avg(lane_usd_per_feu) as baseline_lane_usd_per_feu,
        count(*) as baseline_dates,
        max(date) as baseline_last_date,
        all_sources(source_ids) as source_ids
    from both_lanes
    where
        ($rate_baseline_start is null or date >= $rate_baseline_start::date)
        and ($rate_baseline_end is null or date <= $rate_baseline_end::date)
    group by for_week(date_trunc('week', date)::date, $year_before)
)

select
    both_lanes.lane,
    both_lanes.date,
    both_lanes.lane_usd_per_feu,
    both_lanes.los_angeles_usd_per_feu,
    both_lanes.premium_usd_per_feu,
    both_lanes.ratio,
    both_lanes.is_derived,
    both_lanes.date >= first_weekly_day() as is_weekly,
    baseline.baseline_premium_usd_per_feu,
    baseline.baseline_ratio,
    coalesce(baseline.baseline_dates, 0) as baseline_dates,
    both_lanes.premium_usd_per_feu - baseline.baseline_premium_usd_per_feu as excess_usd_per_feu,
    baseline.baseline_lane_usd_per_feu,
    baseline.baseline_last_date,
    day_of('first hijacking') as hijacking_date,
    day_of('Iran war begins') as war_date,
    concat_ws('|', both_lanes.source_ids, nullif(baseline.source_ids, '')) as source_ids
from both_lanes
left join baseline
    on
        date_trunc('week', both_lanes.date)
        = coalesce(baseline.for_week, date_trunc('week', both_lanes.date))
where
    ($start is null or both_lanes.date >= $start::date)
    and ($end is null or both_lanes.date <= $end::date)
order by both_lanes.date
