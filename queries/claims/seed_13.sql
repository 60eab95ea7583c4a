-- One row per claim: SEED-13, shipping in the Red Sea was ground to a halt.
-- The answer is the change at Bab el-Mandeb from January to September 2024, all ships; low and high
-- are the lower and the higher of Bab el-Mandeb and Suez.
-- $baseline_start: first day of the baseline, inclusive; NULL = from the first week
-- $baseline_end: last day of the baseline, inclusive; NULL = to the last week
with weekly as (
    select *
    from transits_per_week(
        claim_first_day('SEED-13'),
        claim_last_day('SEED-13'),
        ['Bab el-Mandeb Strait', 'Suez Canal'],
        null
    )
),

containers as (
    select sum(transits) / sum(days) as per_day
    from transits_per_week(
        claim_first_day('SEED-13'),
        claim_last_day('SEED-13'),
        ['Bab el-Mandeb Strait'],
        ['container']
    )
),

usual_containers as (
    select max(baseline_per_day) as per_day
    from usual_transits(
        $baseline_start, $baseline_end, ['Bab el-Mandeb Strait'], ['container']
    )
),

straits as (
    select
        weekly.chokepoint,
        sum(weekly.transits) / sum(weekly.days) as per_day,
        min(weekly.transits / weekly.days) as least_per_day,
        any_value(baseline.baseline_per_day) as usual_per_day,
        all_sources(weekly.source_ids) as source_ids
    from weekly
    left join
        usual_transits(
            $baseline_start, $baseline_end, ['Bab el-Mandeb Strait', 'Suez Canal'], null
        ) as baseline
        on weekly.chokepoint = baseline.chokepoint
    group by weekly.chokepoint
),

changes as (
    select
        *,
        100 * (per_day / nullif(usual_per_day, 0) - 1) as change_pct
    from straits
),

found as (
    select
        count(change_pct) as places,
        max(change_pct) filter (chokepoint = 'Bab el-Mandeb Strait') as bab_pct,
        max(change_pct) filter (chokepoint = 'Suez Canal') as suez_pct,
        max(per_day) filter (chokepoint = 'Bab el-Mandeb Strait') as bab_per_day,
        max(least_per_day) filter (chokepoint = 'Bab el-Mandeb Strait') as bab_least_per_day,
        min(change_pct) as low_pct,
        max(change_pct) as high_pct,
        all_sources(source_ids) as source_ids
    from changes
),

known as (
    select
        found.*,
        100 * (containers.per_day / nullif(usual_containers.per_day, 0) - 1) as container_pct,
        (
            select max(stated_value) from commission_claims where claim_id = 'SEED-13'
        ) as halt_pct
    from found, containers, usual_containers
)

select
    'SEED-13' as claim_id,
    bab_pct as answer,
    low_pct as low,
    high_pct as high,
    'the two straits' as range_of,
    '% change of transits at Bab el-Mandeb' as unit,
    coalesce(
        format(
            'Bab el-Mandeb {}, Suez {} against the baseline. {:.0f} ships a day still passed Bab'
            || ' el-Mandeb, {:.0f} in the quietest week',
            signed_percent(bab_pct),
            signed_percent(suez_pct),
            bab_per_day,
            bab_least_per_day
        )
        || coalesce('; container ships there ' || signed_percent(container_pct), '') || '.',
        'Weeks of both straits, or their baseline, are not on record.'
    ) as answer_words,
    claim_first_day('SEED-13') as period_start,
    claim_last_day('SEED-13') as period_end,
    case
        when places < 2 or halt_pct is null then 'cannot be tested with these data'
        when high_pct <= 0.9 * halt_pct then 'supported'
        when high_pct <= 0.75 * halt_pct then 'supported in part'
        else 'not supported'
    end as verdict,
    'A halt would be −100 %. Supported when transits of both Bab el-Mandeb and Suez fell by at least'
    || ' nine tenths; in part when both fell by at least three quarters; not supported when a quarter'
    || ' or more went on at either. All ships are counted.' as rule,
    'rerouting' as page,
    period_in_link(claim_first_day('SEED-13'), claim_last_day('SEED-13')) as link,
    source_ids
from known
