-- One row per claim: SEED-09, Hodeidah handles 80 percent of Yemen's humanitarian aid.
-- A share that is stated repeats the claim; one that the compilers computed from tonnes tests it.
-- Kept for $until: null, essay_day()
with found as (
    select
        arg_max(share_pct, date_of_statement) filter (is_computed) as computed_pct,
        arg_max(share_pct, date_of_statement) filter (not is_computed) as repeated_pct,
        min(date_of_statement) as first_day,
        max(date_of_statement) as last_day,
        string_agg(said, '; ' order by date_of_statement, fact_id) as said,
        all_sources(source_ids) as source_ids
    from shares_stated(subject := '\baid\b', until_day := $until)
),

stated as (
    select max(stated_value) as share_pct from commission_claims where claim_id = 'SEED-09'
)

select
    'SEED-09' as claim_id,
    coalesce(found.computed_pct, found.repeated_pct) as answer,
    null::double as low,
    null::double as high,
    null::varchar as range_of,
    if(found.computed_pct is null, '% of aid as stated, not counted', '% of aid') as unit,
    coalesce(
        'Published: ' || found.said || '.'
        || if(
            found.computed_pct is null,
            ' That repeats the claim; no table counts aid by port, so nothing here can confirm or'
            || ' refute it.',
            ''
        ),
        'No share of aid is on record.'
    ) as answer_words,
    found.first_day as period_start,
    found.last_day as period_end,
    case
        when stated.share_pct is null or found.computed_pct is null
            then 'cannot be tested with these data'
        when abs(found.computed_pct - stated.share_pct) <= 5 then 'supported'
        when abs(found.computed_pct - stated.share_pct) <= 20 then 'supported in part'
        else 'not supported'
    end as verdict,
    format(
        'Supported when a share of aid computed from tonnes lies within 5 points of {} %, in part'
        || ' within 20, else not supported. A statement alone repeats the claim and does not test'
        || ' it.',
        coalesce(format('{:.0f}', stated.share_pct), 'the stated')
    ) as rule,
    'hodeidah' as page,
    'hodeidah=Shares+and+statements' as link,
    found.source_ids
from found, stated
