-- One row per market, commodity, unit, price type and day of WFP's food prices.
-- format: WFP food prices
-- publisher: World Food Programme
-- kind: international organisation
-- dataset: food_prices
-- source: wfp-food-prices
-- cited as: World Food Programme, Food Prices, via the Humanitarian Data Exchange (HDX)
-- url: https://data.humdata.org/
-- terms: attribute WFP; read the licence of the dataset on HDX
-- dates: date
-- numbers: latitude, longitude, price, usdprice
-- texts: admin1, admin2, market, category, commodity, unit, priceflag, pricetype, currency
select
    _row,
    date,
    coalesce(nullif(trim(admin1), ''), 'not stated') as admin1,
    nullif(trim(admin2), '') as admin2,
    trim(market) as market,
    latitude,
    longitude,
    nullif(trim(category), '') as category,
    trim(commodity) as commodity,
    trim(unit) as unit,
    nullif(trim(priceflag), '') as price_flag,
    trim(pricetype) as price_type,
    trim(currency) as currency,
    price,
    usdprice as price_usd
from file
