-- One row per port group, commodity and published total since 1 January, by the end of a month.
-- Years before the period chosen are kept: the latest year is read against them.
-- is_before_revision where a later total of the year is revised, in the period or after it.
-- $commodities (texts): commodities (all, food, fuel); NULL = all of them
select
    row_id,
    port,
    commodity,
    year,
    months,
    period_start,
    period_end,
    tonnes,
    error_t,
    is_doubtful,
    is_revised,
    is_before_revision,
    note,
    source_ids
from port_totals
where
    ($end is null or period_end <= $end::date)
    and ($commodities is null or list_contains($commodities::varchar[], commodity))
order by port, commodity, period_end, row_id
