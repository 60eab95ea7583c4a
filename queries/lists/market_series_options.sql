-- One row per market series, whatever is filtered, in order of the alphabet.
select
    series,
    min(date) as first_date,
    max(date) as last_date,
    count(*) as days
from market_series
group by series
order by series
