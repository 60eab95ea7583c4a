-- One row per day on which transits of a chokepoint, all classes together, were counted: a share of
-- its week, which is spread evenly over its days, so the transits need not be whole.
create or replace macro transits_by_day(at_chokepoint) as table
select
    first_day + unnest(range(days))::integer as date,
    transits / days as transits,
    source_ids
from transit_counts
where chokepoint = at_chokepoint and vessel_class = 'all'
