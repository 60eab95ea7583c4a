-- One row per attack of the selection, newest first.
with selected as (
    select *
    from selected_attacks(
        start_day := $start, end_day := $end, with_claims := $claimed, in_areas := $areas,
        of_types := $vessel_types, by_weapons := $weapons, of_outcomes := $outcomes,
        of_confidences := $confidences, of_flags := $flags
    )
)

select
    incident_id,
    date,
    vessel_name,
    imo,
    flag,
    flag_name,
    vessel_type,
    vessel_type_name,
    operator,
    area,
    latitude,
    longitude,
    position_basis,
    array_to_string(weapons, '|') as weapons,
    outcome,
    confidence,
    second_hand,
    killed,
    injured,
    detained,
    note,
    publishers,
    urls,
    source_ids
from selected
order by date desc, incident_id desc
