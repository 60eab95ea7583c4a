-- One row per carrier announcement: how long it holds, who says so and whether at second hand alone.
-- It holds until the day of the carrier's next announcement of a state, or the day that the record was
-- checked until; NULL for a cargo stop, which changes no state. A return whose sailings are still to
-- come is a plan, which ends no state. Of two states announced on one day the later by name counts.
-- reached_until is the last day of the record, by its check or by an announcement.
with checked as (
    select max(covers_until) as checked_until
    from coverage
    where dataset = 'carrier_actions'
),

told as (
    select
        *,
        action <> 'cargo stop' as is_of_state,
        max(date) over () as last_date,
        action in ('partial return', 'resumed') as is_return,
        coalesce(planned, false) and action in ('partial return', 'resumed') as is_plan
    from carrier_actions
)

select
    told.* exclude (last_date),
    checked.checked_until,
    greatest(checked.checked_until, told.last_date) as reached_until,
    case
        when told.is_of_state
            then coalesce(
                min(told.date) filter (where told.is_of_state and not told.is_plan) over (
                    partition by told.carrier
                    order by told.date, told.action
                    rows between 1 following and unbounded following
                ),
                greatest(checked.checked_until, told.date)
            )
    end as holds_until,
    publishers_of(told.source_ids) as publishers,
    is_second_hand(told.source_ids) as is_second_hand
from told
cross join checked
