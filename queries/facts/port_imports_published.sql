-- One row per published import figure whose period touches the days chosen, newest period first.
-- Cumulative totals overlap; figures of different methods are not comparable.
-- $methods (texts): methods (WFP reported, UNVIM, AIS estimate); NULL = all
-- $commodities (texts): commodities (all, food, fuel, other, those of AIS); NULL = all of them
select
    row_id,
    period_start,
    period_end,
    port,
    commodity,
    tonnes,
    vessels,
    basis,
    method,
    precision_t,
    note,
    publishers,
    source_ids
from port_imports_by_publisher
where
    ($start is null or period_end >= $start::date)
    and ($end is null or period_start <= $end::date)
    and ($methods is null or list_contains($methods::varchar[], method))
    and ($commodities is null or list_contains($commodities::varchar[], commodity))
order by period_end desc, period_start desc, port, commodity, row_id
