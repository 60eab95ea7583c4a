-- One row per carrier announcement of the period, and the one whose state runs into the period.
-- state_until is the day of the carrier's next announcement of a state, or the day that the record
-- was checked until, and within the period; NULL for a cargo stop, which concerns bookings for
-- named ports and changes no state. Of two states announced on one day the later by name counts.
-- in_period is false for an announcement before the period. last_announced is the day of the
-- carrier's last announcement of any kind to the end of the period.
-- $start: first day, inclusive; NULL = from the first announcement
-- $end: last day, inclusive; NULL = to the last announcement
-- $segments: list of segments (container, tanker, ...); NULL = all
with checked as (
    select max(covers_until) as checked_until
    from coverage
    where dataset = 'carrier_actions'
),

states as (
    select
        carrier,
        date,
        action,
        lead(date) over (partition by carrier order by date, action) as next_date
    from carrier_actions
    where action <> 'cargo stop'
),

announced as (
    select
        actions.*,
        max(actions.date) filter (where $end is null or actions.date <= $end::date)
            over (partition by actions.carrier) as last_announced,
        checked.checked_until,
        case
            when actions.action <> 'cargo stop'
                then coalesce(states.next_date, greatest(checked.checked_until, actions.date))
        end as state_until
    from carrier_actions as actions
    cross join checked
    left join states
        on
            actions.carrier = states.carrier
            and actions.date = states.date
            and actions.action = states.action
)

select
    carrier,
    segment,
    date,
    action,
    case when state_until is not null then least(state_until, $end::date) end as state_until,
    $start is null or date >= $start::date as in_period,
    checked_until,
    last_announced,
    scope,
    note,
    publishers_of(announced.source_ids) as publishers,
    source_ids
from announced
where
    ($end is null or date <= $end::date)
    and ($start is null or $end is null or $start::date <= $end::date)
    and (
        $start is null
        or date >= $start::date
        or (state_until > $start::date and state_until > date)
    )
    and ($segments is null or list_contains($segments::varchar[], segment))
order by segment, carrier, date, action
