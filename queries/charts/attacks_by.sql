-- One row per dimension and value, most attacks first.
-- Dimensions: vessel_type, weapon, area, flag, outcome, confidence.
-- An attack with several weapons counts once under each: weapons add up to more than the attacks.
-- $start: first day, inclusive; NULL = from the first attack
-- $end: last day, inclusive; NULL = to the last attack
-- $claimed: true = with attacks known from a Houthi claim alone; NULL or false = without them
-- $areas: list of sea areas; NULL = all
-- $vessel_types: list of vessel types; NULL = all
-- $weapons: list of weapons, an attack counts if it used any of them; NULL = all
-- $outcomes: list of outcomes; NULL = all
-- $confidences: list of grades of confidence; NULL = all
-- $flags: list of flag codes, 'unknown' for a flag that is not known; NULL = all
with selected as (
    select *
    from selected_attacks(
        $start, $end, $claimed, $areas, $vessel_types, $weapons, $outcomes, $confidences, $flags
    )
)

select
    attack_values.dimension,
    attack_values.value,
    attack_values.label,
    count(*) as attacks,
    all_sources(selected.source_ids) as source_ids
from selected
inner join attack_values on selected.incident_id = attack_values.incident_id
group by attack_values.dimension, attack_values.value, attack_values.label
order by attack_values.dimension, attacks desc, attack_values.label
