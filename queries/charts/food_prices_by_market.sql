-- One row per market, commodity, unit, currency and month with a retail price.
-- The publisher gives one price a month as a rule; of several the mean is taken, and `prices` says
-- of how many. Flags are the publisher's: actual is observed, aggregate is put together.
-- $currency (text): USD = all as the publisher converts them; another = in it alone; NULL = as given
-- $commodity (text): the commodity, as the publisher names it; NULL = all
-- $unit (text): the quantity that the price is for, as the publisher names it; NULL = all
-- $markets (texts): names of markets; NULL = all
with chosen as (
    select
        admin1,
        market,
        commodity,
        unit,
        date,
        price_flag,
        source_ids,
        coalesce($currency, currency) as currency,
        case
            when $currency is null or currency = $currency then price
            when $currency = 'USD' then price_usd
        end as price
    from food_prices
    where
        lower(price_type) = 'retail'
        and ($commodity is null or commodity = $commodity)
        and ($unit is null or unit = $unit)
        and ($markets is null or list_contains($markets::varchar[], market))
        and ($start is null or date >= $start::date)
        and ($end is null or date <= $end::date)
)

select
    admin1,
    market,
    commodity,
    unit,
    currency,
    date_trunc('month', date)::date as month,
    avg(price) as price,
    count(*) as prices,
    string_agg(distinct price_flag, ', ' order by price_flag) as price_flag,
    max(date) as last_date,
    all_sources(source_ids) as source_ids
from chosen
where price is not null
group by admin1, market, commodity, unit, currency, month
order by admin1, market, commodity, unit, currency, month
