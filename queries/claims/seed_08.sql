-- One row per claim: SEED-08, Hodeidah handles 70 percent of Yemen's commercial imports.
-- The answer is the share of Hodeidah, Salif and Ras Isa together in the fuel and food of all main
-- ports, by WFP's tonnes of the last whole year up to the essay's: Hodeidah's own cannot be higher.
-- Low and high are the bounds of rounding.
with totals as (
    select *
    from port_totals(['all'], ['Red Sea ports (all three)', 'Southern ports'])
    where months = 12 and not is_doubtful and year <= year(essay_day())
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
        arg_max(source_ids, year) as source_ids
    from shares
),

stated as (
    select max(stated_value) as share_pct from commission_claims where claim_id = 'SEED-08'
),

repeated as (
    select
        count(*) as statements,
        min(abs(facts.share_pct - stated.share_pct)) as nearest,
        string_agg(
            format('{:.0f} %', facts.share_pct)
            || coalesce(' (' || publishers_of(facts.source_ids) || ')', ''),
            ', '
            order by facts.fact_id
        ) as said,
        string_agg(facts.source_ids, '|') as source_ids
    from port_facts as facts, stated
    where facts.kind = 'share' and regexp_matches(lower(facts.of_what), 'commercial imports')
),

modelled as (
    select
        arg_max(share_pct, date_of_statement) as share_pct,
        arg_max(source_ids, date_of_statement) as source_ids
    from port_facts
    where kind = 'share' and regexp_matches(lower(of_what), 'by ais estimate')
)

select
    'SEED-08' as claim_id,
    measured.share_pct as answer,
    measured.low_pct as low,
    measured.high_pct as high,
    'by rounding' as range_of,
    '% through all three Red Sea ports' as unit,
    concat_ws(
        ' ',
        format(
            'By WFP''s tonnes the three Red Sea ports took {:.0f} % of the fuel and food of all main'
            || ' ports in {}; Hodeidah''s own part is not counted apart, but cannot be larger.',
            measured.share_pct,
            measured.year
        ),
        'Published for commercial imports: ' || repeated.said || '.',
        format(
            'A model from ship signals, which miss many ships there, gives {:.0f} % of all cargo.',
            modelled.share_pct
        ),
        if(
            measured.share_pct is null and repeated.statements = 0,
            'No share is on record.',
            null
        )
    ) as answer_words,
    make_date(measured.year, 1, 1) as period_start,
    make_date(measured.year, 12, 31) as period_end,
    case
        when stated.share_pct is null or measured.share_pct is null
            then 'cannot be tested with these data'
        when measured.high_pct < stated.share_pct then 'not supported'
        when repeated.nearest <= 5 then 'supported in part'
        else 'cannot be tested with these data'
    end as verdict,
    format(
        'Not supported when the three Red Sea ports together, of which Hodeidah is one, took less'
        || ' than {0} %. In part when they took more and a publisher states a share within 5 points'
        || ' of {0} %. It cannot be fully supported: no table counts Hodeidah''s commercial imports'
        || ' apart.',
        coalesce(format('{:.0f}', stated.share_pct), 'the stated')
    ) as rule,
    'hodeidah' as page,
    'hodeidah=Shares+and+statements' as link,
    coalesce(all_sources(concat_ws('|', measured.source_ids, repeated.source_ids, modelled.source_ids)), '')
        as source_ids
from measured, stated, repeated, modelled
group by all
