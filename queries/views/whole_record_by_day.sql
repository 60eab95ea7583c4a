-- One row per day with transits of the three passages or rates of the two lanes that
-- charts/crisis_by_week sets side by side. Transits stand on the middle day of their stretch of days,
-- which decides to which period and week they belong. Weekly rates are those of the days from which
-- the record is weekly.
with passed as (
    select
        middle_day as day,
        sum(transits) filter (chokepoint = 'Bab el-Mandeb Strait')::bigint as bab_el_mandeb,
        sum(days) filter (chokepoint = 'Bab el-Mandeb Strait')::bigint as bab_el_mandeb_days,
        sum(transits) filter (chokepoint = 'Suez Canal')::bigint as suez,
        sum(days) filter (chokepoint = 'Suez Canal')::bigint as suez_days,
        sum(transits) filter (chokepoint = 'Cape of Good Hope')::bigint as cape,
        sum(days) filter (chokepoint = 'Cape of Good Hope')::bigint as cape_days,
        all_sources(source_ids) as transits_ids
    from transit_counts
    where
        vessel_class = 'all'
        and chokepoint in ('Bab el-Mandeb Strait', 'Suez Canal', 'Cape of Good Hope')
    group by middle_day
),

assessed as (
    select
        date as day,
        max(usd_per_feu) filter (lane = 'Shanghai-Rotterdam') as rotterdam,
        max(source_ids) filter (lane = 'Shanghai-Rotterdam') as rotterdam_ids,
        max(usd_per_feu) filter (lane = 'Shanghai-New York') as new_york,
        max(source_ids) filter (lane = 'Shanghai-New York') as new_york_ids
    from freight_rates
    where lane in ('Shanghai-Rotterdam', 'Shanghai-New York')
    group by date
)

select
    day,
    date_trunc('week', day)::date as week,
    passed.* exclude (day),
    assessed.* exclude (day),
    if(rotterdam is not null and day >= first_weekly_day(), day, null) as rotterdam_date,
    if(new_york is not null and day >= first_weekly_day(), day, null) as new_york_date,
    if(day >= first_weekly_day(), concat_ws('|', rotterdam_ids, new_york_ids), null) as rates_ids
from passed
full join assessed using (day)
order by day
