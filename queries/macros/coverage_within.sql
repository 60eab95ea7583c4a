-- One row: how the record of a dataset covers the days given, NULL for its first and last.
-- It reads coverage_status, whose name comes before its own; covered_from
-- and covered_until are the days of them that were checked, NULL without any. Rows may lie later
-- than the check: they are shown, but the days between them are not checked.
create or replace macro coverage_within(of_dataset, start_day, end_day) as table
with checked as (
    select
        any_value(covers_from) as checked_from,
        any_value(covers_until) as checked_until,
        any_value(further_ground) as further_ground,
        any_value(further_until) as further_until
    from coverage
    where dataset = of_dataset
),

within as (
    select
        *,
        greatest(start_day::date, checked_from) as first_day,
        least(end_day::date, checked_until) as last_day
    from checked
)

select
    coverage_status(start_day, end_day, checked_from, checked_until, further_until)
        as coverage_status,
    if(first_day <= last_day, first_day, null) as covered_from,
    if(first_day <= last_day, last_day, null) as covered_until,
    checked_from,
    checked_until,
    further_ground,
    further_until
from within
