-- One row per value that port events can be filtered by: dimension, value, events; most frequent
-- first.
with counted as (
    select 'port' as dimension, port as value, count(*) as events
    from port_events
    group by port
    union all
    select 'event_type', event_type, count(*)
    from port_events
    group by event_type
)

select dimension, value, events
from counted
order by dimension, events desc, value
