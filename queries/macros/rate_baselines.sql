-- One row per lane with an assessment in the days given: its baseline, the mean of them, and what
-- that rests on. A year before it is one row per lane and week: for_week is the week that is compared
-- with it, NULL where all are. NULL as a parameter means all.
create or replace macro rate_baselines(
    start_day := null, end_day := null, year_before := null
) as table
select
    lane,
    for_week(date_trunc('week', date)::date, year_before) as for_week,
    avg(usd_per_feu) as baseline_usd_per_feu,
    count(*) as baseline_assessments,
    min(date) as baseline_first_date,
    max(date) as baseline_last_date,
    all_sources(source_ids) as source_ids
from freight_rates
where
    (start_day is null or date >= start_day::date)
    and (end_day is null or date <= end_day::date)
group by lane, for_week(date_trunc('week', date)::date, year_before)
