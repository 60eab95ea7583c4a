-- One row per carrier: whether it is back through the Red Sea, by its announcements up
-- to as_of, the end of the period or, if that is earlier, of the check.
-- state is returned (since the first day of its present run of returns that are more than plans),
-- planned (since the day of the plan; first_sailing is the first that is named), suspended (a return
-- was withdrawn, at least in part) or away (paused or diverted), both since the latest announcement.
-- A return that was suspended later has ended. A cargo stop is no state. last_announced is the day of
-- the latest announcement of any kind; is_second_hand: nothing that the state rests on was read in a
-- source that reports at first hand. Of two announcements on one day the later by name counts.
-- $segments (texts): segments (container, tanker, ...); NULL = all
with announced as (
    select
        *,
        least($end::date, reached_until) as as_of,
        is_of_state and not is_return as is_absence,
        {'date': date, 'action': action} as place
    from carrier_announcements
    where
        date <= least($end::date, reached_until)
        and ($segments is null or list_contains($segments::varchar[], segment))
),

last_absences as (
    select carrier, max(place) filter (is_absence) as last_absence, max(date) as last_announced
    from announced
    group by carrier
),

states as (
    select
        announced.carrier,
        last_absences.last_announced,
        last_absences.last_absence.date as absent_on,
        last_absences.last_absence.action = 'suspended again' as is_suspended,
        min(date) filter (is_return and not is_plan) as returned_on,
        min(date) filter (is_return) as planned_on
    from announced
    inner join last_absences on announced.carrier = last_absences.carrier
    where
        last_absences.last_absence is null
        or announced.place >= last_absences.last_absence
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
)

select
    named.carrier,
    named.state,
    named.since,
    min(announced.first_sailing) filter (named.state = 'planned') as first_sailing,
    named.last_announced,
    bool_and(announced.is_second_hand) as is_second_hand,
    announced.as_of,
    all_sources(announced.source_ids) as source_ids
from named
inner join announced
    on
        named.carrier = announced.carrier
        and announced.is_of_state
        and announced.date >= named.since
        and announced.is_return = (named.state in ('returned', 'planned'))
group by all
order by named.since, named.carrier
