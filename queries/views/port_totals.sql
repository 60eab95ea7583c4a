-- One row per port group, commodity and published total since 1 January, by the end of a month.
-- The year before is the published total of the same months, and the change is in percent of it;
-- all of it is NULL where that total was not published. error_t is half of the rounding of the
-- publication; the bounds of the change take both errors at their worst. A month reported alone
-- counts as the total of January where it is one.
-- is_doubtful marks totals that the compilers call doubtful, disputed or superseded; is_revised
-- those that belong to a later revision than the totals before them in their year, which
-- is_before_revision marks in turn.
with published as (
    select
        row_id,
        port,
        commodity,
        year(period_end) as year,
        month(period_end) as months,
        period_start,
        period_end,
        tonnes,
        precision_t / 2 as error_t,
        note,
        coalesce(regexp_matches(note, '^(doubtful|disputed|first published)'), false)
            as is_doubtful,
        coalesce(note like '%must not be subtracted%', false) as is_revised,
        source_ids
    from port_imports
    where
        method = 'WFP reported'
        and basis in ('cumulative', 'monthly')
        and period_start = date_trunc('year', period_end)
),

totals as (
    select
        *,
        coalesce(
            period_end < min(period_end) filter (where is_revised)
                over (partition by port, commodity, year),
            false
        ) as is_before_revision
    from published
)

select
    totals.*,
    before.tonnes as tonnes_year_before,
    before.error_t as error_t_year_before,
    before.is_doubtful as is_doubtful_year_before,
    before.is_before_revision as is_before_revision_year_before,
    before.note as note_year_before,
    100 * (totals.tonnes / nullif(before.tonnes, 0) - 1) as change_pct,
    100 * ((totals.tonnes - totals.error_t) / nullif(before.tonnes + before.error_t, 0) - 1)
        as change_low_pct,
    100 * ((totals.tonnes + totals.error_t) / nullif(before.tonnes - before.error_t, 0) - 1)
        as change_high_pct,
    before.source_ids as source_ids_year_before
from totals
left join totals as before
    on
        totals.port = before.port
        and totals.commodity = before.commodity
        and totals.months = before.months
        and totals.year = before.year + 1
