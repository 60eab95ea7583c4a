-- One row per event of a class whose weeks are compared with other weeks of the freight rates.
-- Classes are categories of the events, the attacks on ships only as far as they are graded most
-- important; announcements of carriers are parted into those that leave and those that return, since
-- they should move rates in opposite ways.
-- $with_war (boolean): true = also events since the Iran war began; NULL or false = those before it
-- Kept for $with_war: false, true
with categories (category, event_class, least_importance) as (
    values
        ('Houthi attack on shipping', 'Attacks on ships', 3),
        ('US/UK strikes on Yemen', 'US and UK strikes', 1),
        ('Israeli strikes on Yemen', 'Israeli strikes', 1),
        ('Houthi-Saudi war', 'Houthi-Saudi war', 1),
        ('ceasefire or truce', 'Truces', 1)
),

classed as (
    select events.*, categories.event_class
    from events
    inner join categories
        on
            events.category = categories.category
            and events.importance >= categories.least_importance
    union all
    select events.*, if(carrier_move = 'leave', 'Carriers leave', 'Carriers return')
    from events
    where carrier_move is not null
)

select
    classed.event_class,
    classed.event_id,
    classed.date,
    classed.title,
    days.war_date,
    classed.source_ids
from classed
cross join rate_effect_days() as days
where
    classed.date >= first_weekly_day()
    and (coalesce($with_war::boolean, false) or classed.date < days.war_date)
order by classed.event_class, classed.date, classed.event_id
