-- One row per metric of punctuality that is drawn, lane and month of which a day lies in the days
-- given, with its baseline: the mean of the months whose middle lies there, a year before the same
-- month of that year; NULL without any. It reads drawn_delays, whose name comes before its own.
create or replace macro monthly_delays(
    start_day, end_day, baseline_from, baseline_to, year_before
) as table
with monthly as (
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
    where delays.grain = 'month' and delays.use_in_charts
),

baseline as (
    select
        metric,
        lane,
        if(coalesce(year_before::boolean, false), (month + interval 1 year)::date, null)
            as for_month,
        avg(value) as baseline_value,
        count(*) as baseline_months
    from monthly
    where
        coalesce(year_before::boolean, false)
        or (
            (baseline_from is null or month + 14 >= baseline_from::date)
            and (baseline_to is null or month + 14 <= baseline_to::date)
        )
    group by
        metric,
        lane,
        if(coalesce(year_before::boolean, false), (month + interval 1 year)::date, null)
)

select
    monthly.*,
    baseline.baseline_value,
    coalesce(baseline.baseline_months, 0) as baseline_months
from monthly
left join baseline
    on
        monthly.metric = baseline.metric
        and monthly.lane = baseline.lane
        and monthly.month = coalesce(baseline.for_month, monthly.month)
where
    (start_day is null or last_day(monthly.month) >= start_day::date)
    and (end_day is null or monthly.month <= end_day::date)
