-- One row per port event of the selection, newest first.
-- A missing toll or capacity was not published; a toll may be counted in another row, see its note.
-- $places (texts): ports and other gateways; NULL = all
-- $event_types (texts): types of events; NULL = all
select
    port_event_id,
    date,
    port,
    event_type,
    actor,
    target,
    killed,
    injured,
    capacity_before,
    capacity_after,
    capacity_unit,
    effect,
    note,
    publishers,
    source_ids
from port_events_by_publisher
where
    ($start is null or date >= $start::date)
    and ($end is null or date <= $end::date)
    and ($places is null or list_contains($places::varchar[], port))
    and ($event_types is null or list_contains($event_types::varchar[], event_type))
order by date desc, port_event_id desc
