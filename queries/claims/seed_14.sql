-- One row per claim: SEED-14, military action did little to rein the Houthis in.
-- The answer is the ratio of attacks a day after to before, in windows of 60 days, of the step
-- after which it fell most; its exact interval is added from facts/military_steps. What came after
-- the day of the essay is told beside it: a fall long after a step is no effect of it by this rule.
-- Kept for $until: null, essay_day()
with rates as (
    select
        counted(count(*) filter (attack_list.date <= essay_day()), 'attack')
        || format(' in {:,} days to the essay, ', essay_day() - covered.covers_from + 1)
        || counted(count(*) filter (attack_list.date > essay_day()), 'attack')
        || format(' in {:,} days since', covered.last_day - essay_day()) as said,
        all_sources(attack_list.source_ids) as source_ids
    from (
        select covers_from, least(covers_until, $until::date) as last_day
        from coverage
        where dataset = 'attacks'
    ) as covered
    left join attack_list
        on
            not attack_list.claimed_only
            and attack_list.date between covered.covers_from and covered.last_day
    where covered.last_day > essay_day()
    group by covered.covers_from, covered.last_day
),

found as (
    select
        count(rate_ratio) as steps,
        count(*) filter (chance_of_so_few < 0.025) as falls,
        count(*) filter (chance_of_so_many_had_it_halved < 0.025) as not_halved,
        min(rate_ratio) as lowest,
        arg_min(date, rate_ratio) as day,
        string_agg(
            format(
                '{}: {} in {} days before, {} in {} days after',
                intervention,
                counted(attacks_before, 'attack'),
                days_before,
                attacks_after,
                days_after
            ),
            '; '
            order by date
        ) as said,
        min(date - days_before::integer) as first_day,
        max(date + days_after::integer - 1) as last_day,
        all_sources(source_ids) as source_ids
    from military_steps($until)
)

select
    'SEED-14' as claim_id,
    lowest as answer,
    null::double as low,
    null::double as high,
    'exact 95 % interval' as range_of,
    'times the attacks before, at the lowest' as unit,
    coalesce(
        found.said || '. '
        || case falls
            when 0
                then format(
                    'After none of them did attacks become clearly rarer; after {} of {} even a'
                    || ' halving can be ruled out.',
                    not_halved,
                    steps
                )
            when steps then 'After each of them attacks became clearly rarer.'
            else format('Attacks became clearly rarer after {} of {} steps.', falls, steps)
        end
        || coalesce(' Over the whole record: ' || rates.said || '.', ''),
        'No step with attacks before or after is on record.'
    ) as answer_words,
    first_day as period_start,
    last_day as period_end,
    case
        when steps = 0 then 'cannot be tested with these data'
        when falls = steps then 'not supported'
        when falls = 0 and 2 * not_halved > steps then 'supported'
        when falls + not_halved > 0 then 'supported in part'
        else 'cannot be tested with these data'
    end as verdict,
    'For each naval operation and opening of strikes by the United States and its allies up to the'
    || ' day looked at, attested attacks in 60 days before and after are compared. A fall is clear'
    || ' when chance alone would bring so few attacks less than once in 40 times. Supported when no'
    || ' step was followed by a clear fall and for most of them even a halving can be ruled out in the'
    || ' same way; in part when some fell, or a halving is ruled out for few; not supported when'
    || ' attacks fell after all. Whether there would have been more without the step, no count can say.'
        as rule,
    'impact' as page,
    'impact=Interventions' as link,
    all_sources(concat_ws('|', nullif(found.source_ids, ''), rates.source_ids)) as source_ids
from found
left join rates on true
group by all
