-- One row per port group, commodity and published total since 1 January, by the end of a month.
-- The year before is the published total of the same months, and the change is in percent of it;
-- all three are NULL where that total was not published. Errors are half of the rounding of the
-- publication; the bounds of the change take both errors at their worst. A month reported alone
-- counts as the total of January where it is one.
-- $end: last day, inclusive; NULL = to the last total
-- $commodities: list of commodities (all, food, fuel); NULL = all of them
-- $ports: list of port groups; NULL = all
select
    port,
    commodity,
    period_start,
    period_end,
    months,
    tonnes,
    error_t,
    tonnes_year_before,
    error_t_year_before,
    change_pct,
    change_low_pct,
    change_high_pct,
    concat_ws('|', source_ids, source_ids_year_before) as source_ids
from port_totals($commodities, $ports)
where $end is null or period_end <= $end::date
order by port, commodity, period_end
