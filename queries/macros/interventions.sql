-- One row per step that was meant to stop or to answer the attacks on ships, in order of time: the
-- events that are named as one. The schema of events says by which rule they were chosen, before
-- any rate was looked at.
create or replace macro interventions() as table
select
    event_id,
    intervention,
    intervention_kind as kind,
    date,
    title,
    source_ids
from events
where intervention is not null
order by date, event_id
