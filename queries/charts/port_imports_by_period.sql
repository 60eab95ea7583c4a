-- One row per port group, commodity and published period that touches the days chosen.
-- Periods are one to twelve months long; tonnes_per_month spreads the tonnes over their months, and
-- the error is that of rounding in the published totals. is_before_revision where a later total of
-- the same year is revised: the totals that the period rests on may then no longer hold.
-- $commodities (texts): commodities (all, food, fuel); NULL = all of them
with revisions as (
    select port, commodity, year, min(period_end) as revised_on
    from port_totals
    where is_revised
    group by port, commodity, year
)

select
    periods.port,
    periods.commodity,
    period_start,
    period_end,
    months,
    tonnes,
    tonnes / months as tonnes_per_month,
    max_error_t,
    max_error_t / months as max_error_t_per_month,
    from_row_ids,
    basis,
    coalesce(period_end < revised_on, false) as is_before_revision,
    source_ids
from port_imports_periods as periods
left join revisions
    on
        periods.port = revisions.port
        and periods.commodity = revisions.commodity
        and year(period_end) = revisions.year
where
    ($start is null or period_end >= $start::date)
    and ($end is null or period_start <= $end::date)
    and ($commodities is null or list_contains($commodities::varchar[], periods.commodity))
order by periods.port, periods.commodity, period_start
