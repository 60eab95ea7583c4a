-- One row per claim: SEED-05, the attacks raised the cost from Asia to North America.
-- The answer is the change to New York, low and high are the lanes to both coasts.
-- $rate_baseline_start: first day of the baseline, inclusive; NULL = from the first assessment
-- $rate_baseline_end: last day of the baseline, inclusive; NULL = to the last assessment
with lanes as (
    select *
    from rate_changes(
        claim_first_day('SEED-05'), claim_last_day('SEED-05'), $rate_baseline_start, $rate_baseline_end
    )
    where lane in ('Shanghai-New York', 'Shanghai-Los Angeles')
),

found as (
    select
        count(change_pct) as lanes,
        max(change_pct) filter (lane = 'Shanghai-New York') as east_pct,
        max(change_pct) filter (lane = 'Shanghai-Los Angeles') as west_pct,
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
        'Mean spot rate against the baseline: ' || said || '.'
        || case
            when lanes < 2 then ''
            when east_pct > west_pct
                then ' New York, whose ships use Suez, rose more than Los Angeles, whose ships never'
                    || ' do.'
            else ' Los Angeles, whose ships never use Suez, rose at least as much as New York: other'
                || ' causes, or a shortage of ships that all lanes felt, could have done all of it.'
        end,
        'No assessment of these days and of the baseline is on record.'
    ) as answer_words,
    claim_first_day('SEED-05') as period_start,
    claim_last_day('SEED-05') as period_end,
    case
        when lanes < 2 then 'cannot be tested with these data'
        when high_pct <= 0 then 'not supported'
        when low_pct > 0 and east_pct > west_pct then 'supported'
        else 'supported in part'
    end as verdict,
    'Supported when both lanes rose on the baseline and New York by more than Los Angeles, which'
    || ' never needs Suez; in part when rates rose, but not on both or not more to New York, so that'
    || ' the share of the attacks stays open; not supported when neither rose.' as rule,
    'costs' as page,
    period_in_link(claim_first_day('SEED-05'), claim_last_day('SEED-05')) as link,
    source_ids
from found
