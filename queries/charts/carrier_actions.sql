-- One row per carrier announcement of the period, and those before it that hold into the period.
-- state_until is the day of the carrier's next announcement of a state, or the day that the record
-- was checked until, and within the period; NULL for what changes no state: a cargo stop, which
-- concerns bookings for named ports, and a return whose sailings are still to come (is_plan). Of two
-- states announced on one day the later by name counts. in_period is false for an announcement
-- before the period. last_announced is the day of the carrier's last announcement of any kind to the
-- end of the period; is_second_hand: no source that reports at first hand was read.
-- $segments (texts): segments (container, tanker, ...); NULL = all
with announced as (
    select
        *,
        max(date) filter (where $end is null or date <= $end::date) over (partition by carrier)
            as last_announced
    from carrier_announcements
)

select
    carrier,
    segment,
    date,
    action,
    is_plan,
    case when not is_plan and holds_until is not null then least(holds_until, $end::date) end
        as state_until,
    $start is null or date >= $start::date as in_period,
    checked_until,
    last_announced,
    is_second_hand,
    scope,
    note,
    publishers,
    source_ids
from announced
where
    ($end is null or date <= $end::date)
    and ($start is null or $end is null or $start::date <= $end::date)
    and (
        $start is null
        or date >= $start::date
        or (holds_until > $start::date and holds_until > date)
    )
    and ($segments is null or list_contains($segments::varchar[], segment))
order by segment, carrier, date, action
