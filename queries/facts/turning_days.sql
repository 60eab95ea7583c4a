-- One row per store: the days of the events that the pages count from; NULL where none has the role.
select
    day_of('first hijacking') as hijacking_date,
    day_of('diversion') as diversion_date,
    day_of('Iran war begins') as war_date,
    all_sources(source_ids) as source_ids
from events
where role is not null
