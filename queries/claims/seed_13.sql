-- One row per claim: SEED-13, shipping in the Red Sea was ground to a halt.
-- The answer is the change of all ships at Bab el-Mandeb from the first day of the claim on; low and
-- high are the lower and the higher of Bab el-Mandeb and Suez. Container ships and ro-ro ships, car
-- carriers among them, are told apart, and the canal authority's own count beside that at Suez,
-- where PortWatch counts more ships than the authority. A week counts where its Thursday lies.
-- Kept for $until: null, essay_day()
-- Kept for $baseline_start: usual_day('baseline_start')
-- Kept for $baseline_end: usual_day('baseline_end')
with days as (
    select
        first_day,
        last_comparable_day($until) as last_day,
        stated_value as halt_pct
    from commission_claims
    where claim_id = 'SEED-13'
),

dated as (
    select
        chokepoint,
        vessel_class,
        week,
        transits,
        days,
        middle_day between days.first_day and coalesce(days.last_day, middle_day) as is_of_claim,
        middle_day between coalesce($baseline_start::date, middle_day)
            and coalesce($baseline_end::date, middle_day) as is_usual,
        source_ids
    from transit_counts, days
    where
        chokepoint in ('Bab el-Mandeb Strait', 'Suez Canal')
        and vessel_class in ('all', 'container', 'roro')
        and (is_of_claim or is_usual)
),

changes as (
    select
        chokepoint,
        vessel_class,
        sum(transits) filter (is_of_claim) / sum(days) filter (is_of_claim) as per_day,
        100 * (
            sum(transits) filter (is_of_claim) / sum(days) filter (is_of_claim)
            / nullif(sum(transits) filter (is_usual) / sum(days) filter (is_usual), 0) - 1
        ) as change_pct,
        string_agg(distinct source_ids, '|') filter (is_of_claim) as source_ids
    from dated
    group by chokepoint, vessel_class
),

found as (
    select
        count(change_pct) filter (vessel_class = 'all') as places,
        max(change_pct) filter (chokepoint like 'Bab%' and vessel_class = 'all') as bab_pct,
        max(change_pct) filter (chokepoint like 'Suez%' and vessel_class = 'all') as suez_pct,
        max(change_pct) filter (chokepoint like 'Bab%' and vessel_class = 'container') as boxes_pct,
        max(change_pct) filter (chokepoint like 'Bab%' and vessel_class = 'roro') as cars_pct,
        max(per_day) filter (chokepoint like 'Bab%' and vessel_class = 'all') as bab_per_day,
        min(change_pct) filter (vessel_class = 'all') as low_pct,
        max(change_pct) filter (vessel_class = 'all') as high_pct,
        string_agg(source_ids, '|') as source_ids
    from changes
),

quietest as (
    select min(per_day) as per_day
    from (
        select sum(transits) / sum(days) as per_day
        from dated
        where is_of_claim and chokepoint = 'Bab el-Mandeb Strait' and vessel_class = 'all'
        group by week
    )
),

-- years, quarters and months that lie whole in the days of the claim, or in those of the baseline
stretches as (
    select
        counts.first_day,
        counts.last_day,
        counts.first_day >= days.first_day as is_of_claim,
        max(counts.transits) as transits,
        string_agg(counts.source_ids, '|') as source_ids
    from canal_counts() as counts, days
    where
        (
            counts.first_day >= days.first_day
            and counts.last_day <= coalesce(days.last_day, counts.last_day)
        )
        or (
            counts.first_day >= coalesce($baseline_start::date, counts.first_day)
            and counts.last_day <= least(days.first_day - 1, $baseline_end::date)
        )
    group by all
),

-- none twice: what lies in a stretch that began no later is left out
canal as (
    select
        sum(transits) filter (is_of_claim) / sum(last_day - first_day + 1) filter (is_of_claim)
            as per_day,
        sum(transits) filter (not is_of_claim)
        / sum(last_day - first_day + 1) filter (not is_of_claim) as usual_per_day,
        string_agg(source_ids, '|') as source_ids
    from (
        from stretches
        qualify coalesce(
            max(last_day) over (
                order by first_day, last_day desc rows between unbounded preceding and 1 preceding
            ) < last_day,
            true
        )
    )
),

known as (
    select
        found.*,
        quietest.per_day as least_per_day,
        100 * (canal.per_day / canal.usual_per_day - 1) as canal_pct,
        if(canal.per_day > 0, canal.source_ids, null) as canal_source_ids,
        days.first_day,
        days.last_day,
        days.halt_pct
    from found
    cross join quietest
    cross join canal
    left join days on true
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
            'Bab el-Mandeb {}, Suez {} against the baseline',
            signed_percent(bab_pct),
            signed_percent(suez_pct)
        )
        || coalesce(
            ' (by the canal authority''s own counts ' || signed_percent(canal_pct) || ')', ''
        )
        || format(
            '. {:.0f} ships a day still passed Bab el-Mandeb, {:.0f} in the quietest week.',
            bab_per_day,
            least_per_day
        )
        || coalesce(
            ' Car carriers and other ro-ro ships there ' || signed_percent(cars_pct)
            || ', container ships ' || signed_percent(boxes_pct) || '.',
            ''
        ),
        'Weeks of both straits, or their baseline, are not on record.'
    ) as answer_words,
    first_day as period_start,
    last_day as period_end,
    case
        when places < 2 or halt_pct is null then 'cannot be tested with these data'
        when high_pct <= 0.9 * halt_pct then 'supported'
        when high_pct <= 0.75 * halt_pct then 'supported in part'
        else 'not supported'
    end as verdict,
    'A halt would be −100 %. Supported when transits of both Bab el-Mandeb and Suez fell by at least'
    || ' nine tenths; in part when both fell by at least three quarters; not supported when a quarter'
    || ' or more went on at either. All ships are counted; classes are told apart. Days from the Iran'
    || ' war on are left out.' as rule,
    'rerouting' as page,
    period_in_link(first_day, last_day) as link,
    all_sources(concat_ws('|', source_ids, canal_source_ids)) as source_ids
from known
group by all
