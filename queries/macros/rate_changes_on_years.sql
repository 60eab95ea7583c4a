-- One row per lane: the change of its mean in the days given on two baselines that nobody chooses,
-- the year of the first hijacking up to it and 2019, the year before the pandemic. NULL as a day
-- means from the first, to the last; a change is NULL for a lane without that baseline. It reads
-- day_of, whose name comes before its own.
create or replace macro rate_changes_on_years(start_day, end_day) as table
with levels as (
    select
        lane,
        avg(usd_per_feu) filter (
            date >= coalesce(start_day::date, date) and date <= coalesce(end_day::date, date)
        ) as usd_per_feu,
        avg(usd_per_feu) filter (
            date >= date_trunc('year', day_of('first hijacking')) and date < day_of('first hijacking')
        ) as usd_per_feu_before,
        avg(usd_per_feu) filter (year(date) = 2019) as usd_per_feu_2019
    from freight_rates
    group by lane
)

select
    lane,
    100 * (usd_per_feu / usd_per_feu_before - 1) as on_year_before_pct,
    100 * (usd_per_feu / usd_per_feu_2019 - 1) as on_2019_pct
from levels
