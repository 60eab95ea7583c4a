-- One row per published lane figure, strong sources and distances first, with who published it.
-- Distances and days are as published, one way; extra_nm is the difference of the two distances.
-- extra_days_low and extra_days_high are the published range, or twice the one published number,
-- or NULL: they are never computed. ends_are_ports says whether both ends are ports by name, so
-- that the lane can be drawn.
select
    lanes.lane_id,
    lanes.origin,
    lanes.destination,
    lanes.vessel_type,
    lanes.distance_suez_nm,
    lanes.distance_cape_nm,
    lanes.distance_cape_nm - lanes.distance_suez_nm as extra_nm,
    lanes.days_suez,
    lanes.days_cape,
    coalesce(lanes.extra_days_min, lanes.extra_days, lanes.extra_days_max) as extra_days_low,
    coalesce(lanes.extra_days_max, lanes.extra_days, lanes.extra_days_min) as extra_days_high,
    lanes.speed_kn,
    lanes.published_on,
    lanes.weak_source,
    origins.port is not null and destinations.port is not null as ends_are_ports,
    lanes.note,
    publishers_of(lanes.source_ids) as publishers,
    lanes.source_ids
from routes_published as lanes
left join ports as origins on lanes.origin = origins.port
left join ports as destinations on lanes.destination = destinations.port
order by
    lanes.weak_source,
    lanes.distance_suez_nm is null,
    lanes.origin,
    lanes.destination,
    lanes.lane_id
