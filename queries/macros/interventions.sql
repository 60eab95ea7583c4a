-- One row per step that was meant to stop or to answer the attacks on ships, in order of time.
-- Chosen by a rule before any rate was looked at: both naval operations, the opening of each US
-- campaign of strikes, Israel's strikes on the Red Sea ports that the events grade most important,
-- and the truces so graded to which the Houthis were a party or which they said they would keep.
create or replace macro interventions() as table
with chosen (event_id, intervention, kind) as (
    values
        ('EV011', 'Prosperity Guardian', 'naval operation'),
        ('EV018', 'First US and UK strikes', 'strikes'),
        ('EV024', 'EU Aspides', 'naval operation'),
        ('EV036', 'Hodeidah struck, July 2024', 'strikes'),
        ('EV048', 'Hodeidah struck, Sept 2024', 'strikes'),
        ('EV053', 'Three ports struck, Dec 2024', 'strikes'),
        ('EV058', 'First Gaza truce', 'truce'),
        ('EV063', 'Rough Rider', 'strikes'),
        ('EV070', 'Hodeidah struck, May 2025', 'strikes'),
        ('EV072', 'US-Houthi truce (Oman)', 'truce'),
        ('EV090', 'Second Gaza truce', 'truce')
)

select
    chosen.event_id,
    chosen.intervention,
    chosen.kind,
    events.date,
    events.title,
    events.source_ids
from chosen
inner join events on chosen.event_id = events.event_id
order by events.date, chosen.event_id
