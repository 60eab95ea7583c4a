-- One row per metric of punctuality, lane and quarter: the mean of its months in the period.
-- It is not complete where a month of it is not published or lies outside the period. The baseline is
-- that of charts/delays_by_month, NULL where a month has none.
select
    metric,
    any_value(compiled_by) as compiled_by,
    lane,
    date_trunc('quarter', month)::date as quarter,
    count(*) as months,
    count(*) = 3 as is_complete,
    avg(value) as value,
    if(count(baseline_value) = count(*), avg(baseline_value), null) as baseline_value,
    max(baseline_months) as baseline_months,
    any_value(unit) as unit,
    all_sources(source_ids) as source_ids
from monthly_delays(
    start_day := $start, end_day := $end, baseline_from := $baseline_start,
    baseline_to := $baseline_end, year_before := $year_before
)
group by metric, lane, date_trunc('quarter', month)
order by metric, lane, quarter
