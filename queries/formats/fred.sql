-- One row per series and day of a FRED download; a day without a value gives no row.
-- format: FRED series
-- publisher: Federal Reserve Bank of St. Louis
-- kind: official
-- dataset: market_series
-- source: fred
-- cited as: FRED, Federal Reserve Bank of St. Louis, downloaded by the data team
-- url: https://fred.stlouisfed.org/
-- terms: cite FRED and the publisher of the series; some series are copyrighted by it
-- dates: observation_date
-- other columns: numbers
-- missing: .
-- $unit: unit of the series, such as USD per barrel; optional
with series as (
    unpivot file
    on columns(* exclude (_row, observation_date))
    into name series value value
)

select
    _row,
    observation_date as date,
    series,
    value,
    $unit as unit
from series
