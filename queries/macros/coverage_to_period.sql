-- One row per dataset that is checked: how its record covers the days given, NULL for its first and
-- last. covered_from and covered_until are the days of them that were checked, NULL without any.
-- Rows may lie later than the check: they are shown, but the days between them are not checked. It
-- reads coverage_status, whose name comes before its own.
create or replace macro coverage_to_period(start_day := null, end_day := null) as table
select
    dataset,
    coverage_status(start_day, end_day, covers_from, covers_until, further_until)
        as coverage_status,
    case
        when greatest(start_day::date, covers_from) <= least(end_day::date, covers_until)
            then greatest(start_day::date, covers_from)
    end as covered_from,
    case
        when greatest(start_day::date, covers_from) <= least(end_day::date, covers_until)
            then least(end_day::date, covers_until)
    end as covered_until,
    covers_from as checked_from,
    covers_until as checked_until,
    if(further_until is not null, coalesce(further_ground, 'a part'), null) as further_ground,
    further_until
from coverage
