-- One row per metric of punctuality, lane and month; metrics of two publishers are never joined.
-- A month counts when any of its days lies in the period; doubtful figures are left out.
-- compiled_by is who defines and compiles the metric, which may not be who printed the figure. The
-- baseline is the mean of the months whose middle lies there, a year before the same month of that
-- year; NULL without any.
select
    metric,
    compiled_by,
    lane,
    month,
    value,
    baseline_value,
    baseline_months,
    unit,
    note,
    source_ids
from monthly_delays(
    start_day := $start, end_day := $end, baseline_from := $baseline_start,
    baseline_to := $baseline_end, year_before := $year_before
)
order by metric, lane, month
