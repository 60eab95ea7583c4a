-- One row per attack that the filters of the pages let through. NULL means all.
-- A weapon list is met by any weapon of an attack; an unknown flag is 'unknown'.
create or replace macro selected_attacks(
    start_day := null, end_day := null, with_claims := null, in_areas := null, of_types := null,
    by_weapons := null, of_outcomes := null, of_confidences := null, of_flags := null
) as table
select *
from attack_list
where
    (start_day is null or date >= start_day::date)
    and (end_day is null or date <= end_day::date)
    and (not claimed_only or coalesce(with_claims::boolean, false))
    and (in_areas is null or list_contains(in_areas::varchar[], area))
    and (of_types is null or list_contains(of_types::varchar[], vessel_type))
    and (by_weapons is null or list_has_any(by_weapons::varchar[], weapons))
    and (of_outcomes is null or list_contains(of_outcomes::varchar[], outcome))
    and (of_confidences is null or list_contains(of_confidences::varchar[], confidence))
    and (of_flags is null or list_contains(of_flags::varchar[], flag))
