-- One row per claim: SEED-08, Hodeidah handles 70 percent of Yemen's commercial imports.
-- The answer is the share of Hodeidah, Salif and Ras Isa together in the fuel and food of all main
-- ports, by WFP's tonnes of the last whole year: Hodeidah's own cannot be higher, so it can refute
-- the claim and no more. Low and high are the bounds of rounding. A published share repeats the
-- claim and does not test it.
-- Kept for $until: null, essay_day()
with totals as (
    select *
    from port_totals
    where
        commodity = 'all'
        and months = 12
        and not is_doubtful
        and period_end <= coalesce($until::date, period_end)
),

shares as (
    select
        red_sea.year,
        100 * red_sea.tonnes / (red_sea.tonnes + southern.tonnes) as share_pct,
        100 * (red_sea.tonnes - red_sea.error_t)
        / (red_sea.tonnes - red_sea.error_t + southern.tonnes + southern.error_t) as low_pct,
        100 * (red_sea.tonnes + red_sea.error_t)
        / (red_sea.tonnes + red_sea.error_t + southern.tonnes - southern.error_t) as high_pct,
        red_sea.source_ids || '|' || southern.source_ids as source_ids
    from totals as red_sea
    inner join totals as southern on red_sea.year = southern.year
    where red_sea.port = 'Red Sea ports (all three)' and southern.port = 'Southern ports'
),

measured as (
    select
        max(year) as year,
        arg_max(share_pct, year) as share_pct,
        arg_max(low_pct, year) as low_pct,
        arg_max(high_pct, year) as high_pct,
        string_agg(format('{:.0f} % in {}', share_pct, year), ', ' order by year) as said,
        string_agg(source_ids, '|') as source_ids
    from shares
),

stated as (
    select max(stated_value) as share_pct from commission_claims where claim_id = 'SEED-08'
),

repeated as (
    select
        string_agg(said, '; ' order by date_of_statement, fact_id) as said,
        string_agg(source_ids, '|') as source_ids
    from shares_stated(subject := '\bimport', until_day := $until)
    where not is_computed
)

select
    'SEED-08' as claim_id,
    measured.share_pct as answer,
    measured.low_pct as low,
    measured.high_pct as high,
    'by rounding' as range_of,
    '% through all three Red Sea ports' as unit,
    coalesce(
        nullif(
            concat_ws(
                ' ',
                'Of the fuel and food of all main ports, by WFP''s tonnes, the three Red Sea ports took '
                || measured.said
                || '. Hodeidah''s own part is not counted apart, but cannot be larger.',
                'Published: ' || repeated.said || '. That repeats the claim.'
            ),
            ''
        ),
        'No share is on record.'
    ) as answer_words,
    make_date(measured.year, 1, 1) as period_start,
    make_date(measured.year, 12, 31) as period_end,
    case
        when measured.high_pct < stated.share_pct then 'not supported'
        else 'cannot be tested with these data'
    end as verdict,
    format(
        'Not supported when the three Red Sea ports together, of which Hodeidah is one, took less'
        || ' than {} % in the last whole year. Otherwise it cannot be tested: no table counts'
        || ' Hodeidah''s commercial imports apart, and a statement alone repeats the claim.',
        coalesce(format('{:.0f}', stated.share_pct), 'the stated')
    ) as rule,
    'hodeidah' as page,
    'hodeidah=Shares+and+statements' as link,
    all_sources(concat_ws('|', measured.source_ids, repeated.source_ids)) as source_ids
from measured, stated, repeated
group by all
