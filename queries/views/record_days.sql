-- One row per store: the days that the date pickers offer, and those of the period at first.
-- The period goes from crisis_start, where the record of events begins (or the first of its rows, or
-- of all), to latest: the last day that
-- a record of what happened reaches, by a row or by its check. Those are the datasets with a row in
-- coverage, and what the data team loads of ships and incidents. It does not hang on days that are
-- no observation of the crisis: sources and assumptions (when they were read), statements and totals
-- of others (the day they speak of), market series and food prices (which go on for years by
-- themselves, and hold forecasts). The last two can be chosen all the same: earliest and last_choice
-- are the bounds of the pickers. The baselines are those at first.
with reached as (
    select dataset, covers_from as first_day, greatest(covers_until, further_until) as last_day
    from coverage
    union all
    select dataset, first_date, last_date
    from catalogue
    where
        dataset in (select dataset from coverage)
        or dataset in ('incidents', 'port_calls', 'market_series', 'food_prices')
    union all
    select 'transits', min(first_day), max(first_day + days::integer - 1)
    from transit_counts
)

select
    min(first_day) as earliest,
    max(last_day) filter (where dataset not in ('market_series', 'food_prices')) as latest,
    max(last_day) as last_choice,
    coalesce(
        (select covers_from from coverage where dataset = 'events'),
        (select first_date from catalogue where dataset = 'events'),
        min(first_day)
    ) as crisis_start,
    usual_day('baseline_start') as baseline_start,
    usual_day('baseline_end') as baseline_end,
    usual_day('rate_baseline_start') as rate_baseline_start,
    usual_day('rate_baseline_end') as rate_baseline_end
from reached
