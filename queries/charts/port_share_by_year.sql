-- One row per commodity and year of which both groups of ports have a published whole year: the
-- share of the Red Sea ports in what both took, in percent, with the bounds of rounding.
-- Totals that the compilers doubt are left out, and years that end after the last day chosen.
-- $commodities (texts): commodities (all, food, fuel); NULL = all of them
with years as (
    select *
    from port_totals
    where
        months = 12
        and not is_doubtful
        and ($end is null or period_end <= $end::date)
        and ($commodities is null or list_contains($commodities::varchar[], commodity))
)

select
    red_sea.commodity,
    red_sea.year,
    red_sea.tonnes as red_sea_t,
    southern.tonnes as southern_t,
    100 * red_sea.tonnes / nullif(red_sea.tonnes + southern.tonnes, 0) as share_pct,
    100 * (red_sea.tonnes - red_sea.error_t)
    / (red_sea.tonnes - red_sea.error_t + southern.tonnes + southern.error_t) as share_low_pct,
    100 * (red_sea.tonnes + red_sea.error_t)
    / (red_sea.tonnes + red_sea.error_t + southern.tonnes - southern.error_t) as share_high_pct,
    red_sea.source_ids || '|' || southern.source_ids as source_ids
from years as red_sea
inner join years as southern
    on red_sea.commodity = southern.commodity and red_sea.year = southern.year
where red_sea.port = 'Red Sea ports (all three)' and southern.port = 'Southern ports'
order by red_sea.commodity, red_sea.year
