-- One row per market series and date, in order of time.
-- gap_days is the most days that a line may bridge: three usual steps of its series, the median of
-- all its steps, whatever the period; of a series by working day five, three of them over a weekend.
-- $series (texts): series; NULL = all
with steps as (
    select
        series,
        date - lag(date) over (partition by series order by date) as step_days
    from market_series
),

gaps as (
    select
        series,
        case when median(step_days) > 1 then ceil(3 * median(step_days)) else 5 end::integer
            as gap_days
    from steps
    group by series
)

select
    market_series.series,
    market_series.date,
    market_series.value,
    market_series.unit,
    gaps.gap_days,
    market_series.source_ids
from market_series
inner join gaps on market_series.series = gaps.series
where
    ($start is null or market_series.date >= $start::date)
    and ($end is null or market_series.date <= $end::date)
    and ($series is null or list_contains($series::varchar[], market_series.series))
order by market_series.series, market_series.date
