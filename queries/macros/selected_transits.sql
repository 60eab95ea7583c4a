-- One row per row of transits whose middle day lies in the days given: so an ISO week belongs to
-- the period that holds its Thursday, as it does to its year, and a row of one day to its day.
-- week is the Monday of the ISO week of that middle day. NULL means all.
create or replace macro selected_transits(start_day, end_day, at_chokepoints, of_classes) as table
select *, date_trunc('week', middle_day)::date as week
from (select *, week_start + (days::integer - 1) // 2 as middle_day from transits)
where
    (start_day is null or middle_day >= start_day::date)
    and (end_day is null or middle_day <= end_day::date)
    and (at_chokepoints is null or list_contains(at_chokepoints::varchar[], chokepoint))
    and (of_classes is null or list_contains(of_classes::varchar[], vessel_class))
