-- One row per claim: SEED-05, the attacks raised the cost from Asia to North America.
-- The answer is the change to New York, whose ships used Suez, low and high are the lanes to both
-- coasts. Los Angeles does not tell what other causes did: its rate rose with the shortage of ships
-- that the way round the Cape made. So the rise can be tested, its cause cannot.
-- Kept for $until: null, essay_day()
-- Kept for $rate_baseline_start: usual_day('rate_baseline_start')
-- Kept for $rate_baseline_end: usual_day('rate_baseline_end')
with lanes as (
    select *
    from rate_changes(
        start_day := claim_first_day('SEED-05'), end_day := last_comparable_day($until),
        baseline_from := $rate_baseline_start, baseline_to := $rate_baseline_end
    )
    where lane in ('Shanghai-New York', 'Shanghai-Los Angeles')
),

found as (
    select
        max(change_pct) filter (lane = 'Shanghai-New York') as east_pct,
        max(on_year_before_pct) filter (lane = 'Shanghai-New York') as on_year_before_pct,
        max(on_2019_pct) filter (lane = 'Shanghai-New York') as on_2019_pct,
        min(change_pct) as low_pct,
        max(change_pct) as high_pct,
        string_agg(lane || ' ' || signed_percent(change_pct), ', ' order by lane desc) as said,
        all_sources(source_ids) as source_ids
    from lanes
)

select
    'SEED-05' as claim_id,
    east_pct as answer,
    low_pct as low,
    high_pct as high,
    'the two lanes' as range_of,
    '% change of the spot rate to New York' as unit,
    coalesce(
        'Mean spot rate against the baseline: ' || said
        || coalesce(
            '. On other baselines New York is at ' || signed_percent(on_year_before_pct)
            || strftime(day_of('first hijacking'), ' (January to %B %Y)') || ' and '
            || signed_percent(on_2019_pct) || ' (2019)',
            ''
        )
        || '. How much of this the attacks caused cannot be told: Los Angeles, whose ships never use'
        || ' Suez, felt the same shortage of ships.',
        'No assessment of these days and of the baseline is on record.'
    ) as answer_words,
    claim_first_day('SEED-05') as period_start,
    last_comparable_day($until) as period_end,
    case
        when high_pct is null then 'cannot be tested with these data'
        when high_pct <= 0 then 'not supported'
        when coalesce(east_pct, high_pct) > 0 then 'supported as far as it can be tested'
        else 'supported in part'
    end as verdict,
    'As far as it can be tested when the rate to New York rose on the baseline, or that to Los Angeles'
    || ' where there is no other; in part when only Los Angeles rose; not supported when neither did.'
    || ' It cannot be more: no lane shows what rates had done without the attacks. Days from the Iran'
    || ' war on are left out.' as rule,
    'costs' as page,
    period_in_link(claim_first_day('SEED-05'), last_comparable_day($until)) as link,
    source_ids
from found
