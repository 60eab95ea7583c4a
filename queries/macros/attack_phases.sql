-- One row per phase of the attacks, in order of time; each begins with an event that names it in its
-- column phase and ends on the day before the next. The last ends where the record was checked to,
-- and so does any other before it.
create or replace macro attack_phases() as table
with dated as (
    select
        events.event_id,
        events.phase,
        events.date as first_day,
        events.source_ids,
        coverage.covers_until,
        lead(events.date) over (order by events.date) - 1 as day_before_next
    from events
    inner join coverage on coverage.dataset = 'attacks'
    where events.phase is not null
)

select
    event_id,
    phase,
    first_day,
    least(coalesce(day_before_next, covers_until), covers_until) as last_day,
    source_ids
from dated
where first_day <= covers_until
order by first_day
