-- One row per event that began in the period and is important enough, in order of time.
-- All events were checked until checked_until; later ones are of further_ground alone.
select
    event_id,
    date,
    end_date,
    category,
    title,
    detail,
    place,
    importance,
    label,
    covered.covers_until as checked_until,
    covered.further_ground,
    source_ids
from events
left join coverage as covered on covered.dataset = 'events'
where
    ($start is null or date >= $start::date)
    and ($end is null or date <= $end::date)
    and $importance::bigint > 0
    and importance >= $importance::bigint
order by date, event_id
