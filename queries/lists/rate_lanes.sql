-- One row per lane of the freight rates, whatever is filtered: to Europe, to North America, the
-- composite, others. Those out of Asia are the lanes of the crisis: they and the composite lead,
-- which is what pages show unless others are chosen; the way back and the Atlantic are offered.
with lanes as (
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
)

select
    lane,
    trade,
    trade <> 'Other lanes' as is_leading,
    assessments,
    first_date,
    last_date
from lanes
order by
    list_position(
        ['Asia to Europe', 'Asia to North America', 'Composite', 'Other lanes'], trade
    ),
    lane <> 'Shanghai-Rotterdam',
    lane
