-- One row per dataset that is checked: how its record covers the period.
-- coverage_status is before (the period ends before the record begins), after (it begins after the
-- check of the record ends), covered, or partly; covered_from and covered_until are the days of the
-- period that were checked. Where no day was, an answer without a row is not a 0. Rows may lie later
-- than the check and are shown; further_until goes for further_ground alone.
-- $start: first day, inclusive; NULL = from the first day that was checked
-- $end: last day, inclusive; NULL = to the last day that was checked
select
    records.dataset,
    period.coverage_status,
    period.covered_from,
    period.covered_until,
    period.checked_from,
    period.checked_until,
    period.further_ground,
    period.further_until
-- Under another name: within the macro coverage.dataset would be a column of its own.
from coverage as records
cross join lateral (select * from coverage_within(records.dataset, $start, $end)) as period
order by records.dataset
