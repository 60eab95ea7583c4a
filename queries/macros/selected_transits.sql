-- One row per chokepoint, vessel class and stretch of days whose middle lies in the days given: a
-- week counts where its Thursday lies. NULL means all.
create or replace macro selected_transits(
    start_day := null, end_day := null, at_chokepoints := null, of_classes := null
) as table
select *
from transit_counts
where
    vessel_class <> 'all'
    and (start_day is null or middle_day >= start_day::date)
    and (end_day is null or middle_day <= end_day::date)
    and (at_chokepoints is null or list_contains(at_chokepoints::varchar[], chokepoint))
    and (of_classes is null or list_contains(of_classes::varchar[], vessel_class))
