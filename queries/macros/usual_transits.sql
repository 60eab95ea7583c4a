-- One row per chokepoint with a week in the days given: its baseline, the mean per day of those
-- weeks, the classes chosen together, and what it rests on. A year before it is one row per
-- chokepoint and week: for_week is the week that is compared with it, NULL where all are. NULL as a
-- parameter means all. It reads transits_per_week, whose name comes before its own.
create or replace macro usual_transits(
    start_day := null, end_day := null, year_before := null, at_chokepoints := null,
    of_classes := null
) as table
select
    chokepoint,
    for_week(week, year_before) as for_week,
    sum(transits)::bigint as baseline_transits,
    sum(days)::bigint as baseline_days,
    sum(transits) / sum(days) as baseline_per_day,
    count(*) as baseline_weeks,
    min(week) as baseline_first_week,
    max(week) as baseline_last_week
from transits_per_week(start_day, end_day, at_chokepoints, of_classes)
group by chokepoint, for_week(week, year_before)
