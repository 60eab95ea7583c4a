-- One row per dimension and value, most attacks first.
-- Dimensions: vessel_type, weapon, area, flag, outcome, confidence.
-- An attack with several weapons counts once under each: weapons add up to more than the attacks.
with selected as (
    select *
    from selected_attacks(
        start_day := $start, end_day := $end, with_claims := $claimed, in_areas := $areas,
        of_types := $vessel_types, by_weapons := $weapons, of_outcomes := $outcomes,
        of_confidences := $confidences, of_flags := $flags
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
