-- One row per metric of punctuality, lane and month; metrics of two publishers are never joined.
-- A month counts when any of its days lies in the period; doubtful figures are left out.
-- compiled_by is who defines and compiles the metric, which may not be who printed the figure.
select
    delays.metric,
    drawn.compiled_by,
    delays.lane,
    date_trunc('month', delays.date)::date as month,
    delays.value,
    delays.unit,
    delays.note,
    delays.source_ids
from delays
inner join drawn_delays() as drawn
    on delays.metric = drawn.metric and delays.lane = drawn.lane
where
    delays.grain = 'month'
    and delays.use_in_charts
    and ($start is null or last_day(delays.date) >= $start::date)
    and ($end is null or date_trunc('month', delays.date) <= $end::date)
order by delays.metric, delays.lane, month
