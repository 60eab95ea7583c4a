-- One row per treated lane and date on which it and Shanghai-Los Angeles were assessed.
-- Log ratio is ln(lane / Los Angeles); for Asia-Europe the mean of those of Rotterdam and Genoa, on
-- dates that have both. After says that the date lies on or after the day of the diversion.
-- $first_date (date): first date; NULL = from the beginning of the weekly record
-- $with_war (boolean): true = also the dates since the Iran war began; NULL or false = those before it
-- Kept for $first_date: null, '2019-01-01', '2023-01-01'
-- Kept for $with_war: false, true
with pairs as (
    select
        treated.lane,
        treated.date,
        treated.usd_per_feu,
        control.usd_per_feu as los_angeles_usd_per_feu,
        ln(treated.usd_per_feu / control.usd_per_feu) as log_ratio,
        concat_ws('|', treated.source_ids, control.source_ids) as source_ids
    from freight_rates as treated
    inner join freight_rates as control
        on
            treated.date = control.date
            and treated.index_name = control.index_name
            and control.lane = 'Shanghai-Los Angeles'
    where treated.lane in ('Shanghai-Rotterdam', 'Shanghai-Genoa', 'Shanghai-New York')
),

groups as (
    select
        'Asia-Europe' as lane,
        date,
        exp(avg(ln(usd_per_feu))) as usd_per_feu,
        any_value(los_angeles_usd_per_feu) as los_angeles_usd_per_feu,
        avg(log_ratio) as log_ratio,
        all_sources(source_ids) as source_ids
    from pairs
    where lane <> 'Shanghai-New York'
    group by date
    having count(*) = 2
),

both_kinds as (
    select lane, date, usd_per_feu, los_angeles_usd_per_feu, log_ratio, source_ids from groups
    union all
    select lane, date, usd_per_feu, los_angeles_usd_per_feu, log_ratio, source_ids from pairs
)

select
    both_kinds.lane,
    both_kinds.date,
    both_kinds.usd_per_feu,
    both_kinds.los_angeles_usd_per_feu,
    both_kinds.log_ratio,
    both_kinds.date >= days.diversion_date as is_after,
    days.diversion_date,
    days.war_date,
    concat_ws('|', both_kinds.source_ids, days.source_ids) as source_ids
from both_kinds
cross join rate_effect_days() as days
where
    both_kinds.date >= coalesce($first_date::date, first_weekly_day())
    and (coalesce($with_war::boolean, false) or both_kinds.date < days.war_date)
order by both_kinds.lane, both_kinds.date
