-- One row per lane with an assessment in the days given: its baseline, the mean of them, and what
-- that rests on. NULL means all.
create or replace macro rate_baselines(start_day := null, end_day := null) as table
select
    lane,
    avg(usd_per_feu) as baseline_usd_per_feu,
    count(*) as baseline_assessments,
    min(date) as baseline_first_date,
    max(date) as baseline_last_date,
    all_sources(source_ids) as source_ids
from freight_rates
where
    (start_day is null or date >= start_day::date)
    and (end_day is null or date <= end_day::date)
group by lane
