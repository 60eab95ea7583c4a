-- One row per day on which the record of attacks was checked: its attacks, none on most days.
-- The phase is that of attack_phases; it is NULL where no phase is known. Transits are those of Bab
-- el-Mandeb, NULL where the day has no count.
with found as (
    select date, count(*) as attacks, all_sources(source_ids) as source_ids
    from selected_attacks(with_claims := $claimed)
    group by date
),

days as (
    select unnest(generate_series(covers_from, covers_until, interval 1 day))::date as date
    from coverage
    where dataset = 'attacks'
)

select
    days.date,
    phases.event_id,
    phases.phase,
    coalesce(found.attacks, 0) as attacks,
    passed.transits,
    concat_ws('|', nullif(found.source_ids, ''), passed.source_ids) as source_ids
from days
left join found on days.date = found.date
left join transits_by_day('Bab el-Mandeb Strait') as passed on days.date = passed.date
left join attack_phases() as phases on days.date between phases.first_day and phases.last_day
order by days.date
