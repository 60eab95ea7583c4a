-- One row: how the record of one dataset covers the days given, as coverage_to_period says, whose
-- name comes before its own; unknown for a dataset of which no check is on record.
create or replace macro coverage_within(of_dataset, start_day, end_day) as table
select
    coalesce(any_value(coverage_status), 'unknown') as coverage_status,
    any_value(covered_from) as covered_from,
    any_value(covered_until) as covered_until,
    any_value(checked_from) as checked_from,
    any_value(checked_until) as checked_until
from coverage_to_period(start_day, end_day)
where dataset = of_dataset
