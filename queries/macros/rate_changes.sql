-- One row per lane assessed in the days given: its mean there and the change on its baseline, and on
-- two that nobody chooses, from January 2023 to the first hijacking and 2019. A change is NULL for a
-- lane without that baseline. NULL as a day means from the first, to the last.
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
    100 * (chosen.mean_usd_per_feu / year_before.baseline_usd_per_feu - 1) as on_year_before_pct,
    100 * (chosen.mean_usd_per_feu / in_2019.baseline_usd_per_feu - 1) as on_2019_pct,
    concat_ws('|', chosen.source_ids, baseline.source_ids) as source_ids
from chosen
left join
    rate_baselines(start_day := baseline_from, end_day := baseline_to) as baseline
    on chosen.lane = baseline.lane
left join
    rate_baselines_usual as year_before
    on chosen.lane = year_before.lane and year_before.baseline = 'Jan-Nov 2023'
left join
    rate_baselines_usual as in_2019
    on chosen.lane = in_2019.lane and in_2019.baseline = '2019'
