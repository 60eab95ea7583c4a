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
),

named as (
    select 'vessel_type' as dimension, vessel_type as value, vessel_type as label, source_ids
    from selected
    union all
    select 'weapon', weapon, weapon, source_ids
    from (select unnest(weapons) as weapon, source_ids from selected)
    union all
    select 'area', area, area, source_ids
    from selected
    union all
    select 'flag', flag, flag_name, source_ids
    from selected
    union all
    select 'outcome', outcome, outcome, source_ids
    from selected
    union all
    select 'confidence', confidence, confidence, source_ids
    from selected
)

select
    dimension,
    value,
    label,
    count(*) as attacks,
    array_to_string(list_sort(list_distinct(string_split(string_agg(source_ids, '|'), '|'))), '|')
        as source_ids
from named
group by dimension, value, label
order by dimension, attacks desc, label
