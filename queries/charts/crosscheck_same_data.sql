-- One row per mean that another publisher made of the same data, with our mean beside it.
-- How ours is made is said in views/transits_compared_by_window. difference_pct is ours against
-- theirs; NULL without weeks of ours.
select *
from transits_compared_by_window
order by period_start, period_end, chokepoint, vessel_class, publisher
