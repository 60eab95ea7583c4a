-- One row per port group, commodity and published total since 1 January, by the end of a month.
-- The year before is the published total of the same months, and the change is in percent of it;
-- all three are NULL where that total was not published. Errors are half of the rounding of the
-- publication; the bounds of the change take both errors at their worst. A month reported alone
-- counts as the total of January where it is one.
-- $end: last day, inclusive; NULL = to the last total
-- $commodities: list of commodities (all, food, fuel); NULL = all of them
-- $ports: list of port groups; NULL = all
with totals as (
    select
        port,
        commodity,
        period_start,
        period_end,
        month(period_end) as months,
        tonnes,
        precision_t / 2 as error_t,
        source_ids
    from port_imports
    where
        method = 'WFP reported'
        and basis in ('cumulative', 'monthly')
        and period_start = date_trunc('year', period_end)
        and ($commodities is null or list_contains($commodities::varchar[], commodity))
        and ($ports is null or list_contains($ports::varchar[], port))
)

select
    totals.port,
    totals.commodity,
    totals.period_start,
    totals.period_end,
    totals.months,
    totals.tonnes,
    totals.error_t,
    before.tonnes as tonnes_year_before,
    before.error_t as error_t_year_before,
    100 * (totals.tonnes / before.tonnes - 1) as change_pct,
    100 * ((totals.tonnes - totals.error_t) / (before.tonnes + before.error_t) - 1)
        as change_low_pct,
    100 * ((totals.tonnes + totals.error_t) / (before.tonnes - before.error_t) - 1)
        as change_high_pct,
    concat_ws('|', totals.source_ids, before.source_ids) as source_ids
from totals
left join totals as before
    on
        totals.port = before.port
        and totals.commodity = before.commodity
        and totals.months = before.months
        and year(totals.period_end) = year(before.period_end) + 1
where $end is null or totals.period_end <= $end::date
order by totals.port, totals.commodity, totals.period_end
