-- One row per metric of punctuality, lane and month; metrics of two publishers are never joined.
-- A month counts when any of its days lies in the period; doubtful figures are left out.
-- compiled_by is who defines and compiles the metric, which may not be who printed the figure.
-- $start: first day, inclusive; NULL = from the first month
-- $end: last day, inclusive; NULL = to the last month
with compilers (metric, compiled_by) as (
    values
        ('schedule_reliability_pct', 'Sea-Intelligence'),
        ('avg_delay_days_late_arrivals', 'Sea-Intelligence'),
        ('on_time_performance_pct', 'Kuehne+Nagel'),
        ('avg_delay_days_late_arrivals_kn', 'Kuehne+Nagel'),
        ('on_time_arrivals_pct_xeneta', 'Xeneta')
)

select
    delays.metric,
    compilers.compiled_by,
    delays.lane,
    date_trunc('month', delays.date)::date as month,
    delays.value,
    delays.unit,
    delays.note,
    delays.source_ids
from delays
inner join compilers on delays.metric = compilers.metric
where
    is_drawn_punctuality(delays.grain, delays.use_in_charts, delays.metric, delays.lane)
    and ($start is null or last_day(delays.date) >= $start::date)
    and ($end is null or date_trunc('month', delays.date) <= $end::date)
order by delays.metric, delays.lane, month
