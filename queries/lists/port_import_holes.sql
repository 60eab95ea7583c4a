-- One row per port group, commodity and span of days that no period covers, cut to the days chosen.
-- Spans are looked for among all periods, whatever is chosen, from the first to the last day that a
-- period of any port group covers for the commodity.
-- $commodities (texts): commodities (all, food, fuel); NULL = all of them
with extents as (
    select commodity, min(period_start) as first_day, max(period_end) as last_day
    from port_imports_periods
    group by commodity
),

bounded as (
    select port, commodity, period_start, period_end
    from port_imports_periods
    union all
    select
        ports.port,
        ports.commodity,
        unnest([first_day - 1, last_day + 1]),
        unnest([first_day - 1, last_day + 1])
    from (select distinct port, commodity from port_imports_periods) as ports
    inner join extents on ports.commodity = extents.commodity
),

spans as (
    select
        port,
        commodity,
        period_start - 1 as last_day,
        max(period_end) over (
            partition by port, commodity
            order by period_start, period_end
            rows between unbounded preceding and 1 preceding
        ) + 1 as first_day
    from bounded
)

select
    port,
    commodity,
    greatest(first_day, coalesce($start::date, first_day)) as first_day,
    least(last_day, coalesce($end::date, last_day)) as last_day
from spans
where
    first_day <= last_day
    and ($start is null or last_day >= $start::date)
    and ($end is null or first_day <= $end::date)
    and ($commodities is null or list_contains($commodities::varchar[], commodity))
order by port, commodity, first_day
