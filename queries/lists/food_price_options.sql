-- One row per commodity, unit and market of the retail prices of wheat flour and fuel, whatever is
-- chosen: how long its record is. Fuel is petrol, diesel and gas, as the publisher names them.
-- Main are the markets of Al Hodeidah, Aden and Sana'a, the city included; `place` numbers the
-- markets: the main ones first, in turn one of each governorate, those with more months earlier.
with wanted as (
    select
        commodity,
        unit,
        admin1,
        market,
        regexp_matches(commodity, 'wheat\W+flour|flour\W+\(?wheat', 'i') as is_flour,
        case
            when regexp_matches(admin1, '^(al|ad)?\W*h[ou]d[ae]?[iy]+d', 'i') then 1
            when regexp_matches(admin1, '^\W*aden\b', 'i') then 2
            when regexp_matches(admin1, '^\W*sana|^\W*amanat', 'i') then 3
        end as governorate,
        date
    from food_prices
    where
        lower(price_type) = 'retail'
        and (
            is_flour
            or regexp_matches(commodity, '\b(fuel|petrol|gasoline|benzine|diesel|gas|lpg)\b', 'i')
        )
),

markets as (
    select
        admin1,
        market,
        any_value(governorate) as governorate,
        count(distinct date_trunc('month', date)) as months_of_market
    from wanted
    group by admin1, market
),

placed as (
    select
        *,
        row_number() over (
            partition by governorate
            order by months_of_market desc, market, admin1
        ) as turn
    from markets
),

ranked as (
    select
        *,
        row_number() over (
            order by
                governorate is null,
                turn,
                governorate,
                market,
                admin1
        ) as place
    from placed
)

select
    wanted.commodity,
    wanted.unit,
    wanted.is_flour,
    wanted.admin1,
    wanted.market,
    ranked.governorate is not null as is_main,
    ranked.months_of_market,
    ranked.place,
    count(distinct date_trunc('month', wanted.date)) as months,
    min(wanted.date) as first_date,
    max(wanted.date) as last_date
from wanted
inner join ranked on wanted.admin1 = ranked.admin1 and wanted.market = ranked.market
group by all
order by
    wanted.is_flour desc, wanted.commodity, wanted.unit, ranked.place
