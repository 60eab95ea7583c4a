-- One row per day on which the record of attacks was checked: its attacks, none on most days.
-- The phase is that of attack_phases; it is NULL where no phase is known. Transits are those of Bab
-- el-Mandeb, NULL where the day has no count.
-- Kept for $claimed: false, true
select
    days.date,
    phases.event_id,
    phases.phase,
    days.attacks,
    passed.transits,
    concat_ws('|', nullif(days.source_ids, ''), passed.source_ids) as source_ids
from selected_attacks_by_day(with_claims := $claimed) as days
left join transits_by_day as passed
    on days.date = passed.date and passed.chokepoint = 'Bab el-Mandeb Strait'
left join attack_phases() as phases on days.date between phases.first_day and phases.last_day
order by days.date
