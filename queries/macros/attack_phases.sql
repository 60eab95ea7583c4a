-- One row per phase of the campaign, in order of time; each begins with an event and ends on the day
-- before the next. The last ends where the record was checked to, and so does any other before it.
create or replace macro attack_phases() as table
with opened (event_id, phase) as (
    values
        ('EV007', 'Before the first strikes'),
        ('EV018', 'US and UK strikes'),
        ('EV036', 'Hodeidah struck as well'),
        ('EV058', 'First Gaza truce'),
        ('EV063', 'Rough Rider'),
        ('EV072', 'After the US-Houthi truce'),
        ('EV090', 'After the second Gaza truce')
),

dated as (
    select
        opened.event_id,
        opened.phase,
        events.date as first_day,
        events.source_ids,
        coverage.covers_until,
        lead(events.date) over (order by events.date) - 1 as day_before_next
    from opened
    inner join events on opened.event_id = events.event_id
    inner join coverage on coverage.dataset = 'attacks'
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
