-- One row per day of a price history download: the closing price.
-- format: Price history download
-- publisher: Investing.com
-- kind: broker or index
-- dataset: market_series
-- source: price-history
-- cited as: Price history, downloaded by the data team from a page of market prices
-- url: https://www.investing.com/
-- terms: licensed to its user; not to be passed on
-- dates: date
-- numbers: price
-- texts: open, high, low, change %
-- $series: name of the series, such as Brent; the file does not say it
-- $unit: unit of the price, such as USD per barrel; optional
select
    _row,
    date,
    $series as series,
    price as value,
    $unit as unit
from file
