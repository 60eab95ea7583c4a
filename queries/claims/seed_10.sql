-- One row per claim: SEED-10, the strikes crippled the delivery of essential assistance.
-- The answer is the change of fuel and food through the Red Sea ports, August to December 2024 on
-- the same months a year before: each is WFP's total of the year less that to July. Low and high take the
-- rounding of all four totals at its worst. Fuel at Hodeidah itself is a published change.
with totals as (
    select *
    from port_totals(['all'], ['Red Sea ports (all three)'])
    where
        year in (year(claim_first_day('SEED-10')) - 1, year(claim_first_day('SEED-10')))
        and months in (7, 9, 12)
        and not is_doubtful
),

amounts as (
    select
        last.year,
        last.months,
        last.tonnes - july.tonnes as tonnes,
        last.error_t + july.error_t as error_t,
        concat_ws('|', last.source_ids, july.source_ids) as source_ids
    from totals as last
    inner join totals as july on last.year = july.year and july.months = 7 and last.months > 7
),

changes as (
    select
        after.months,
        100 * (after.tonnes / before.tonnes - 1) as change_pct,
        100 * ((after.tonnes - after.error_t) / (before.tonnes + before.error_t) - 1) as low_pct,
        100 * ((after.tonnes + after.error_t) / (before.tonnes - before.error_t) - 1) as high_pct,
        after.tonnes,
        before.tonnes as tonnes_before,
        concat_ws('|', after.source_ids, before.source_ids) as source_ids
    from amounts as after
    inner join amounts as before
        on after.months = before.months and after.year = before.year + 1
),

imports as (
    select
        max(change_pct) filter (months = 12) as change_pct,
        max(low_pct) filter (months = 12) as low_pct,
        max(high_pct) filter (months = 12) as high_pct,
        max(tonnes) filter (months = 12) as tonnes,
        max(tonnes_before) filter (months = 12) as tonnes_before,
        max(change_pct) filter (months = 9) as first_months_pct,
        string_agg(source_ids, '|') as source_ids
    from changes
),

fuel as (
    select
        min(share_pct) as change_pct,
        string_agg(source_ids, '|') as source_ids
    from port_facts
    where
        kind = 'change'
        and regexp_matches(lower(claim), 'fuel imports at hodeidah port itself')
        and date_of_statement >= claim_first_day('SEED-10') - interval 1 month
        and date_of_statement <= claim_last_day('SEED-10') + interval 1 month
)

select
    'SEED-10' as claim_id,
    imports.change_pct as answer,
    imports.low_pct as low,
    imports.high_pct as high,
    'by rounding' as range_of,
    '% change of fuel and food, three ports' as unit,
    concat_ws(
        ' ',
        format(
            '{} to {} brought {:.1f} Mt of fuel and food through the Red Sea ports'
            || ' against {:.1f} Mt a year before: {}',
            strftime(claim_first_day('SEED-10'), '%B'),
            strftime(claim_last_day('SEED-10'), '%B %Y'),
            imports.tonnes / 1e6,
            imports.tonnes_before / 1e6,
            signed_percent(imports.change_pct)
        )
        || coalesce(
            ' (August and September alone ' || signed_percent(imports.first_months_pct) || ')', ''
        ) || '.',
        'Fuel at Hodeidah port itself, as published: ' || signed_percent(fuel.change_pct)
        || ' in ' || year(claim_first_day('SEED-10')) || '.',
        'No table counts aid apart from trade.'
    ) as answer_words,
    claim_first_day('SEED-10') as period_start,
    claim_last_day('SEED-10') as period_end,
    case
        when imports.change_pct is null then 'cannot be tested with these data'
        when imports.high_pct <= -50 then 'supported'
        when imports.low_pct <= -50 or fuel.change_pct <= -50 then 'supported in part'
        else 'not supported'
    end as verdict,
    'Crippled is taken as at least halved. Supported when fuel and food through the three Red Sea'
    || ' ports fell by half or more even at the most favourable rounding; in part when only rounding'
    || ' allows it, or only fuel at Hodeidah itself fell so far; else not supported.' as rule,
    'hodeidah' as page,
    'hodeidah=Imports' as link,
    coalesce(all_sources(concat_ws('|', imports.source_ids, fuel.source_ids)), '') as source_ids
from imports, fuel
group by all
