-- One row per claim: SEED-04, the attacks raised the cost from Asia to Europe.
-- The answer is the mean of the changes of the two lanes, low and high are the two lanes. Two other
-- baselines are told beside the chosen one, for the rates had fallen to a trough before the attacks.
-- Kept for $until: null, essay_day()
-- Kept for $rate_baseline_start: usual_day('rate_baseline_start')
-- Kept for $rate_baseline_end: usual_day('rate_baseline_end')
with lanes as (
    select *
    from rate_changes(
        start_day := claim_first_day('SEED-04'), end_day := last_comparable_day($until),
        baseline_from := $rate_baseline_start, baseline_to := $rate_baseline_end
    )
    where lane in ('Shanghai-Rotterdam', 'Shanghai-Genoa', 'Shanghai-Los Angeles')
),

found as (
    select
        count(change_pct) filter (lane <> 'Shanghai-Los Angeles') as lanes,
        avg(change_pct) filter (lane <> 'Shanghai-Los Angeles') as mean_pct,
        avg(on_year_before_pct) filter (lane <> 'Shanghai-Los Angeles') as on_year_before_pct,
        avg(on_2019_pct) filter (lane <> 'Shanghai-Los Angeles') as on_2019_pct,
        min(change_pct) filter (lane <> 'Shanghai-Los Angeles') as low_pct,
        max(change_pct) filter (lane <> 'Shanghai-Los Angeles') as high_pct,
        max(change_pct) filter (lane = 'Shanghai-Los Angeles') as pacific_pct,
        string_agg(lane || ' ' || signed_percent(change_pct), ', ' order by change_pct desc)
            filter (lane <> 'Shanghai-Los Angeles') as said,
        all_sources(source_ids) as source_ids
    from lanes
)

select
    'SEED-04' as claim_id,
    mean_pct as answer,
    low_pct as low,
    high_pct as high,
    'the two lanes' as range_of,
    '% change of the spot rate, mean of two lanes' as unit,
    coalesce(
        'Mean spot rate against the baseline: ' || said
        || coalesce(
            '; on Shanghai-Los Angeles, which never needs Suez but felt the shortage of ships, '
            || signed_percent(pacific_pct),
            ''
        )
        || coalesce(
            '. On other baselines the mean of both is ' || signed_percent(on_year_before_pct)
            || strftime(day_of('first hijacking'), ' (January to %B %Y)') || ' and '
            || signed_percent(on_2019_pct) || ' (2019)',
            ''
        )
        || '.',
        'No assessment of these days and of the baseline is on record.'
    ) as answer_words,
    claim_first_day('SEED-04') as period_start,
    last_comparable_day($until) as period_end,
    case
        when lanes < 2 then 'cannot be tested with these data'
        when high_pct <= 0 then 'not supported'
        when low_pct > 0 and low_pct > pacific_pct then 'supported'
        when low_pct > 0 and pacific_pct is null then 'supported as far as it can be tested'
        else 'supported in part'
    end as verdict,
    'Supported when both lanes to Europe rose on the baseline, and by more than Shanghai-Los'
    || ' Angeles, which shows what other causes did at most; as far as it can be tested without that'
    || ' lane; in part when they rose, but not both or not by more; not supported when neither rose.'
    || ' It cannot be tested without both lanes. Days from the Iran war on are left out.' as rule,
    'costs' as page,
    period_in_link(claim_first_day('SEED-04'), last_comparable_day($until)) as link,
    source_ids
from found
