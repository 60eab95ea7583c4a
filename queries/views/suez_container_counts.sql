-- One row per row of transit_counts of container ships at Suez.
select week, middle_day, days, transits, trade_volume_t, source_ids
from transit_counts
where chokepoint = 'Suez Canal' and vessel_class = 'container'
order by middle_day
