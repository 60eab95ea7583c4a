-- One row per official or independent count (none made of our own data), with ours on its days.
-- How ours is made is said in views/transits_compared_by_days; it is NULL where any class lacks
-- more than a tenth of the days. difference_pct is the published count against ours. counter and
-- counter_kind say who counted (views/transit_counters), publisher also where it was read.
-- The days chosen are those on which a count ends.
-- $chokepoints (texts): chokepoints; NULL = all
select *
from transits_compared_by_days
where
    ($start is null or period_end >= $start::date)
    and ($end is null or period_end <= $end::date)
    and ($chokepoints is null or list_contains($chokepoints::varchar[], chokepoint))
order by chokepoint, vessel_class, period_start, period_end, publisher
