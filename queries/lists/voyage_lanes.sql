-- One row per lane that the voyage calculator works out at once, by trade, with its ends.
-- The sources are those of the positions.
select
    lanes.trade,
    lanes.ship_class,
    lanes.origin_id,
    origins.port as origin,
    lanes.destination_id,
    destinations.port as destination,
    lanes.note,
    all_sources(ends.source_ids) as source_ids
from voyage_lanes as lanes
inner join ports as origins on lanes.origin_id = origins.port_id
inner join ports as destinations on lanes.destination_id = destinations.port_id
inner join ports as ends on ends.port_id in (lanes.origin_id, lanes.destination_id)
group by all
order by lanes.trade, lanes.ship_class, origin, destination
