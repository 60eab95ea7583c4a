-- One row per pause of the attacks and ISO week in it: what passed Bab el-Mandeb, a day.
-- A pause is a phase that begins with a truce and in which no attack is attested; its weeks are those
-- whose Thursday lies in it. The four weeks before are there as well, numbered -4 to -1.
with phases as (
    select
        events.phase as pause,
        events.intervention_kind = 'truce' as is_truce,
        events.date as first_day,
        lead(events.date) over (order by events.date) - 1 as last_day,
        events.source_ids
    from events
    where events.phase is not null
),

pauses as (
    select *
    from phases
    where
        is_truce
        and not exists (
            select 1
            from
                selected_attacks(
                    start_day := phases.first_day, end_day := phases.last_day, with_claims := false
                )
        )
),

weeks as (
    select
        week,
        sum(transits) filter (where vessel_class = 'container')
        / sum(days) filter (where vessel_class = 'container') as containers_per_day,
        sum(transits) filter (where vessel_class = 'all')
        / sum(days) filter (where vessel_class = 'all') as ships_per_day,
        all_sources(source_ids) as source_ids
    from transit_weeks
    where chokepoint = 'Bab el-Mandeb Strait' and vessel_class in ('container', 'all')
    group by week
)

select
    pauses.pause,
    pauses.first_day,
    pauses.last_day,
    weeks.week,
    case
        when weeks.week + 3 >= pauses.first_day
            then (weeks.week + 3 - pauses.first_day) // 7 + 1
        else (weeks.week + 3 - pauses.first_day - 6) // 7
    end as number,
    weeks.containers_per_day,
    weeks.ships_per_day,
    coalesce(weeks.week + 6 >= day_of('Iran war begins'), false) as is_war,
    concat_ws('|', pauses.source_ids, weeks.source_ids) as source_ids
from pauses
inner join weeks
    on
        weeks.week + 3 >= pauses.first_day - 28
        and weeks.week + 3 <= coalesce(pauses.last_day, weeks.week + 3)
order by pauses.first_day, weeks.week
