-- One row per attack of the selection, newest first.
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
