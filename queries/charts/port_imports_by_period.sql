-- One row per port group, commodity and published period that touches the days chosen.
-- Periods are one to twelve months long; tonnes_per_month spreads the tonnes over their months, and
-- the error is that of rounding in the published totals.
-- $start: first day, inclusive; NULL = from the first period
-- $end: last day, inclusive; NULL = to the last period
-- $commodities: list of commodities (all, food, fuel); NULL = all of them
-- $ports: list of port groups; NULL = all
select
    port,
    commodity,
    period_start,
    period_end,
    months,
    tonnes,
    tonnes / months as tonnes_per_month,
    max_error_t,
    max_error_t / months as max_error_t_per_month,
    from_row_ids,
    basis,
    source_ids
from port_imports_periods
where
    ($start is null or period_end >= $start::date)
    and ($end is null or period_start <= $end::date)
    and ($commodities is null or list_contains($commodities::varchar[], commodity))
    and ($ports is null or list_contains($ports::varchar[], port))
order by port, commodity, period_start
