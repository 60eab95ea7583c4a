-- One row per chokepoint, vessel class ('all' for all together) and ISO week with data.
-- What the model of transits without the crisis is fitted on and compared with: a week counts where
-- its Thursday lies, and only whole weeks, of six days or seven, are there. Weeks that were loaded
-- day by day are added up. Tonnes are the publisher's estimate, NULL where a class has none.
select
    chokepoint,
    vessel_class,
    week,
    days,
    transits,
    trade_volume_t,
    source_ids
from transit_weeks
where days between 6 and 7
order by chokepoint, vessel_class, week
