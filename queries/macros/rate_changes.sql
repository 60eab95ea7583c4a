-- One row per lane assessed in the days given: its mean there and the change on its baseline.
-- change_pct is NULL for a lane without a baseline. NULL as a day means from the first, to the last.
create or replace macro rate_changes(start_day, end_day, baseline_from, baseline_to) as table
with chosen as (
    select
        lane,
        avg(usd_per_feu) as mean_usd_per_feu,
        count(*) as assessments,
        all_sources(source_ids) as source_ids
    from freight_rates
    where
        (start_day is null or date >= start_day::date)
        and (end_day is null or date <= end_day::date)
    group by lane
)

select
    chosen.lane,
    chosen.mean_usd_per_feu,
    chosen.assessments,
    baseline.baseline_usd_per_feu,
    baseline.baseline_assessments,
    100 * (chosen.mean_usd_per_feu / baseline.baseline_usd_per_feu - 1) as change_pct,
    concat_ws('|', chosen.source_ids, baseline.source_ids) as source_ids
from chosen
left join rate_baselines(baseline_from, baseline_to) as baseline on chosen.lane = baseline.lane
