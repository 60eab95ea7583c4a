-- One row per air or naval strike on a port in the period, with the position of the port.
-- Positions are those of the table ports, by name; NULL for a place that is not in it.
-- A missing toll was not reported for this place; it may be counted in another row.
with places as (
    select port, any_value(latitude) as latitude, any_value(longitude) as longitude
    from ports
    where country = 'Yemen'
    group by port
)

select
    strikes.port_event_id,
    strikes.date,
    strikes.port,
    strikes.port in ('Hodeidah', 'Salif', 'Ras Isa') as is_red_sea_port,
    strikes.event_type,
    strikes.actor,
    strikes.target,
    strikes.killed,
    strikes.injured,
    strikes.effect,
    strikes.note,
    places.latitude,
    places.longitude,
    strikes.source_ids
from port_events as strikes
left join places on strikes.port = places.port
where
    strikes.event_type in ('air strike', 'naval strike')
    and ($start is null or strikes.date >= $start::date)
    and ($end is null or strikes.date <= $end::date)
order by strikes.date, strikes.port, strikes.port_event_id
