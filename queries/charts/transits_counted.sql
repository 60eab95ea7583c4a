-- One row per chokepoint, vessel class ('all' for all together) and ISO week with data.
-- What the model of transits without the crisis is fitted on and compared with: a week counts where
-- its Thursday lies, and only whole weeks, of six days or seven, are there. Weeks that were loaded
-- day by day are added up. Tonnes are the publisher's estimate, NULL where a class has none.
select
    chokepoint,
    vessel_class,
    week,
    sum(days)::bigint as days,
    sum(transits)::bigint as transits,
    case when count(trade_volume_t) = count(*) then sum(trade_volume_t)::bigint end
        as trade_volume_t,
    all_sources(source_ids) as source_ids
from transit_counts
group by chokepoint, vessel_class, week
having sum(days) between 6 and 7
order by chokepoint, vessel_class, week
