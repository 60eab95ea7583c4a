-- One row per carrier: whether it is back through the Red Sea, by its announcements up
-- to as_of, the end of the period or, if that is earlier, of the check.
-- state is returned (since the first day of its present run of returns that are more than plans),
-- planned (since the day of the plan; first_sailing is the first that is named), suspended (a return
-- was withdrawn, at least in part) or away (paused or diverted), both since the latest announcement.
-- A return that was suspended later has ended. A cargo stop is no state. last_announced is the day of
-- the latest announcement of any kind; is_second_hand: nothing that the state rests on was read in a
-- source that reports at first hand. Of two announcements on one day the later by name counts.
-- $segments (texts): segments (container, tanker, ...); NULL = all
with checked as (
    select least(
        $end::date,
        greatest(
            (select max(covers_until) from coverage where dataset = 'carrier_actions'),
            (select max(date) from carrier_actions)
        )
    ) as as_of
),

announced as (
    select
        actions.*,
        checked.as_of,
        actions.action in ('partial return', 'resumed') as is_return,
        coalesce(actions.planned, false) as is_planned,
        row_number() over (
            partition by actions.carrier order by actions.date, actions.action
        ) as step
    from carrier_actions as actions
    inner join checked on actions.date <= checked.as_of
    where $segments is null or list_contains($segments::varchar[], actions.segment)
),

last_absences as (
    select
        carrier,
        max(step) as step,
        max_by(date, step) as date,
        max_by(action, step) as action
    from announced
    where not is_return and action <> 'cargo stop'
    group by carrier
),

states as (
    select
        announced.carrier,
        announced.as_of,
        max(announced.date) as last_announced,
        min(announced.date) filter (
            announced.is_return
            and not announced.is_planned
            and announced.step > coalesce(absences.step, 0)
        ) as returned_on,
        min(announced.date) filter (
            announced.is_return and announced.step > coalesce(absences.step, 0)
        ) as planned_on,
        absences.date as absent_on,
        absences.action = 'suspended again' as is_suspended
    from announced
    left join last_absences as absences on announced.carrier = absences.carrier
    group by all
),

named as (
    select
        *,
        case
            when returned_on is not null then 'returned'
            when planned_on is not null then 'planned'
            when is_suspended then 'suspended'
            else 'away'
        end as state,
        coalesce(returned_on, planned_on, absent_on) as since
    from states
    where coalesce(returned_on, planned_on, absent_on) is not null
)

select
    named.carrier,
    named.state,
    named.since,
    min(announced.first_sailing) filter (named.state = 'planned') as first_sailing,
    named.last_announced,
    bool_and(is_second_hand(announced.source_ids)) as is_second_hand,
    named.as_of,
    all_sources(announced.source_ids) as source_ids
from named
inner join announced
    on
        named.carrier = announced.carrier
        and announced.date >= named.since
        and announced.action <> 'cargo stop'
        and announced.is_return = (named.state in ('returned', 'planned'))
group by all
order by named.since, named.carrier
