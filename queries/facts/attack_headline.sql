-- One row per selection: its totals, zero and NULL dates when nothing is selected.
-- A ship is a vessel name, in any spelling of its capitals, however often it was attacked;
-- attacks on ships that no source names are counted as attacks and not as ships.
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
    count(*) as attacks,
    count(distinct lower(trim(vessel_name))) as ships,
    count(*) filter (where vessel_name is null) as attacks_on_unnamed,
    count(*) filter (where second_hand) as second_hand,
    count(*) filter (where outcome = 'sunk') as sunk,
    count(*) filter (where outcome = 'hijacked') as hijacked,
    coalesce(sum(killed), 0)::bigint as killed,
    coalesce(sum(injured), 0)::bigint as injured,
    coalesce(sum(detained), 0)::bigint as detained,
    min(date) as first_date,
    max(date) as last_date,
    (select covers_until from coverage where dataset = 'attacks') as checked_until,
    all_sources(source_ids) as source_ids
from selected
