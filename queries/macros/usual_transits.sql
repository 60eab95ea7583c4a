-- One row per chokepoint with a week in the days given: its baseline, the mean per day of those
-- weeks, the classes chosen together, and what it rests on. NULL means all. It reads
-- transits_per_week, whose name comes before its own.
create or replace macro usual_transits(
    start_day := null, end_day := null, at_chokepoints := null, of_classes := null
) as table
select
    chokepoint,
    sum(transits) / sum(days) as baseline_per_day,
    count(*) as baseline_weeks,
    min(week) as baseline_first_week,
    max(week) as baseline_last_week
from transits_per_week(start_day, end_day, at_chokepoints, of_classes)
group by chokepoint
