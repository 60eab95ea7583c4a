-- One row per lane of the freight rates, whatever is filtered: to Europe, to North America, others,
-- the composite last.
select
    lane,
    case
        when lane = 'composite' then 'Composite'
        when lane in ('Shanghai-Rotterdam', 'Shanghai-Genoa') then 'Asia to Europe'
        when lane in ('Shanghai-Los Angeles', 'Shanghai-New York') then 'Asia to North America'
        else 'Other lanes'
    end as trade,
    count(*) as assessments,
    min(date) as first_date,
    max(date) as last_date
from freight_rates
group by lane
order by
    list_position(
        ['Asia to Europe', 'Asia to North America', 'Other lanes', 'Composite'], trade
    ),
    lane <> 'Shanghai-Rotterdam',
    lane
