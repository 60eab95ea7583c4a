-- One row per claim: SEED-04, the attacks raised the cost from Asia to Europe.
-- The answer is the mean of the changes of the two lanes, low and high are the two lanes.
-- $rate_baseline_start: first day of the baseline, inclusive; NULL = from the first assessment
-- $rate_baseline_end: last day of the baseline, inclusive; NULL = to the last assessment
with lanes as (
    select *
    from rate_changes(
        claim_first_day('SEED-04'), claim_last_day('SEED-04'), $rate_baseline_start, $rate_baseline_end
    )
    where lane in ('Shanghai-Rotterdam', 'Shanghai-Genoa', 'Shanghai-Los Angeles')
),

found as (
    select
        count(change_pct) filter (lane <> 'Shanghai-Los Angeles') as lanes,
        avg(change_pct) filter (lane <> 'Shanghai-Los Angeles') as mean_pct,
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
            '; on Shanghai-Los Angeles, which never needs Suez, ' || signed_percent(pacific_pct), ''
        ) || '.',
        'No assessment of these days and of the baseline is on record.'
    ) as answer_words,
    claim_first_day('SEED-04') as period_start,
    claim_last_day('SEED-04') as period_end,
    case
        when lanes < 2 then 'cannot be tested with these data'
        when high_pct <= 0 then 'not supported'
        when low_pct > 0 and low_pct > pacific_pct then 'supported'
        else 'supported in part'
    end as verdict,
    'Supported when both lanes to Europe rose on the baseline, and by more than Shanghai-Los'
    || ' Angeles, which shows what other causes did; in part when they rose, but not both or not by'
    || ' more; not supported when neither rose. It cannot be tested without both lanes.' as rule,
    'costs' as page,
    period_in_link(claim_first_day('SEED-04'), claim_last_day('SEED-04')) as link,
    source_ids
from found
