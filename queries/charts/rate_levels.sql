-- One row per lane and date of assessment, for the lanes by which the diversion is weighed, and one
-- for Asia-Europe on dates that have both Rotterdam and Genoa: the mean of their logarithms.
-- Lanes are the treated ones (Asia-Europe, its two lanes, Shanghai-New York) and those they are set
-- against: Shanghai-Los Angeles, which needs no canal, and the two across the Atlantic. The diversion
-- and the war date are the same in each row.
-- $with_war (boolean): true = also the dates since the Iran war began; NULL or false = those before it
-- Kept for $with_war: false, true
with levels as (
    select lane, date, ln(usd_per_feu) as log_usd, source_ids
    from freight_rates
    where
        index_name = 'WCI'
        and lane in (
            'Shanghai-Rotterdam', 'Shanghai-Genoa', 'Shanghai-New York', 'Shanghai-Los Angeles',
            'Rotterdam-New York', 'New York-Rotterdam'
        )
),

both_kinds as (
    select lane, date, log_usd, source_ids from levels
    union all
    select 'Asia-Europe', date, avg(log_usd), all_sources(source_ids)
    from levels
    where lane in ('Shanghai-Rotterdam', 'Shanghai-Genoa')
    group by date
    having count(*) = 2
)

select
    both_kinds.lane,
    both_kinds.date,
    both_kinds.log_usd,
    days.diversion_date,
    days.war_date,
    concat_ws('|', both_kinds.source_ids, days.source_ids) as source_ids
from both_kinds
cross join rate_effect_days() as days
where coalesce($with_war::boolean, false) or both_kinds.date < days.war_date
order by both_kinds.lane, both_kinds.date
