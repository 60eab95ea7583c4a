-- One row per phase of the campaign: its days, its attacks, and the quiet since the last attack.
-- The quiet goes from the last attack of the whole record, whatever the phase, to the day the
-- record was checked to; it is NULL when there is no attack. The clock plays no part in it.
-- Transits are those of Bab el-Mandeb on the days of the phase with a count, NULL without any;
-- attacks at transits are the attacks on those days. War date is the day the Iran war began, since
-- when ships pass uncounted, NULL where no event has that role.
-- Kept for $claimed: false, true
with found as (
    select date, source_ids
    from selected_attacks(with_claims := $claimed)
),

latest as (
    select coverage.covers_until as checked_until, max(found.date) as last_attack
    from coverage
    left join found on found.date between coverage.covers_from and coverage.covers_until
    where coverage.dataset = 'attacks'
    group by coverage.covers_until
),

counted as (
    select
        phases.event_id,
        count(found.date) as attacks,
        all_sources(found.source_ids) as source_ids
    from attack_phases() as phases
    left join found on found.date between phases.first_day and phases.last_day
    group by phases.event_id
),

a_day as (
    select date, count(*) as attacks
    from found
    group by date
),

exposed as (
    select
        phases.event_id,
        round(sum(passed.transits), 3) as transits,
        coalesce(sum(a_day.attacks), 0)::bigint as attacks_at_transits,
        max(passed.date) as transits_until,
        all_sources(passed.source_ids) as source_ids
    from attack_phases() as phases
    inner join transits_by_day as passed
        on
            passed.date between phases.first_day and phases.last_day
            and passed.chokepoint = 'Bab el-Mandeb Strait'
    left join a_day on passed.date = a_day.date
    group by phases.event_id
)

select
    phases.event_id,
    phases.phase,
    phases.first_day,
    phases.last_day,
    phases.last_day - phases.first_day + 1 as days,
    counted.attacks,
    latest.last_attack,
    latest.checked_until,
    latest.checked_until - latest.last_attack as quiet_days,
    exposed.transits,
    exposed.attacks_at_transits,
    exposed.transits_until,
    day_of('Iran war begins') as war_date,
    concat_ws(
        '|', phases.source_ids, nullif(counted.source_ids, ''), exposed.source_ids
    ) as source_ids
from attack_phases() as phases
cross join latest
inner join counted on phases.event_id = counted.event_id
left join exposed on phases.event_id = exposed.event_id
order by phases.first_day
