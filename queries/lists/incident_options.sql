-- One row per publisher and type of event over all incidents, whatever is filtered, most first.
-- A type that the publisher does not give is 'not stated'.
select
    publisher,
    coalesce(event_type, 'not stated') as event_type,
    count(*) as incidents
from incidents
group by publisher, coalesce(event_type, 'not stated')
order by incidents desc, publisher, event_type
