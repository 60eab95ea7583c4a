-- One row per chokepoint and day on which transits, all classes together, were counted: a share of
-- its week, which is spread evenly over its days, so the transits need not be whole.
select
    chokepoint,
    first_day + unnest(range(days))::integer as date,
    transits / days as transits,
    source_ids
from transit_counts
where vessel_class = 'all'
order by date, chokepoint
