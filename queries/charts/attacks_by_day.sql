-- One row per day on which the record of attacks was checked: its attacks, none on most days.
-- The phase is that of attack_phases; it is NULL where no phase is known. Transits are those of Bab
-- el-Mandeb, NULL where the day has no count.
with checked as (
    select unnest(generate_series(covers_from, covers_until, interval 1 day))::date as date
    from coverage
    where dataset = 'attacks'
),

days as (
    select
        checked.date,
        count(found.date) as attacks,
        all_sources(found.source_ids) as source_ids
    from checked
    left join selected_attacks(with_claims := $claimed) as found on checked.date = found.date
    group by checked.date
)

select
    days.date,
    phases.event_id,
    phases.phase,
    days.attacks,
    passed.transits,
    concat_ws('|', nullif(days.source_ids, ''), passed.source_ids) as source_ids
from days
left join transits_by_day as passed
    on days.date = passed.date and passed.chokepoint = 'Bab el-Mandeb Strait'
left join attack_phases() as phases on days.date between phases.first_day and phases.last_day
order by days.date
