-- One row per selection: its totals; NULL where nothing is found and no day of the period was
-- checked, 0 where days were checked and nothing is found. coverage_status, a word of the macro of
-- that name, says which; covered_from and covered_until are the days of the period that were.
-- A ship is a vessel name, in any spelling of its capitals, however often it was attacked;
-- attacks on ships that no source names are counted as attacks and not as ships.
-- Kept for $claimed: null, false, true
with selected as (
    select *
    from selected_attacks(
        start_day := $start, end_day := $end, with_claims := $claimed, in_areas := $areas,
        of_types := $vessel_types, by_weapons := $weapons, of_outcomes := $outcomes,
        of_confidences := $confidences, of_flags := $flags
    )
),

totals as (
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
        all_sources(source_ids) as source_ids
    from selected
)

select
    if_checked(attacks, attacks, coverage_status) as attacks,
    if_checked(ships, attacks, coverage_status) as ships,
    if_checked(attacks_on_unnamed, attacks, coverage_status) as attacks_on_unnamed,
    if_checked(second_hand, attacks, coverage_status) as second_hand,
    if_checked(sunk, attacks, coverage_status) as sunk,
    if_checked(hijacked, attacks, coverage_status) as hijacked,
    if_checked(killed, attacks, coverage_status) as killed,
    if_checked(injured, attacks, coverage_status) as injured,
    if_checked(detained, attacks, coverage_status) as detained,
    first_date,
    last_date,
    coverage_status,
    covered_from,
    covered_until,
    checked_from,
    checked_until,
    source_ids
from totals
cross join coverage_within(of_dataset := 'attacks', start_day := $start, end_day := $end)
