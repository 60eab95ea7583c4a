-- One row per calendar year whose ships the canal authority's count is known of.
-- How much a year can move such a passage, for the model of transits without the crisis.
select year, transits, source_ids
from suez_yearly
where transits is not null
order by year
