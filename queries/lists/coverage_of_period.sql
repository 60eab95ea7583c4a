-- One row per dataset that is checked: how its record covers the period.
-- coverage_status is before (the period ends before the record begins), after (it begins after the
-- check of the record ends), covered, or partly; covered_from and covered_until are the days of the
-- period that were checked. Where no day was, an answer without a row is not a 0. Rows may lie later
-- than the check and are shown; further_until goes for further_ground alone.
select
    dataset,
    coverage_status,
    covered_from,
    covered_until,
    checked_from,
    checked_until,
    further_ground,
    further_until
from coverage_to_period(start_day := $start, end_day := $end)
order by dataset
