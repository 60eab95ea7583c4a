-- One row per claim: SEED-16, Iran fired over 300 missiles and drones in April 2024, about 200 on
-- 1 October: the barrages of the month of the first day, and of the last day. The numbers are those
-- of the titles; other counts stand in the words of the events.
-- The answer is the number of 1 October, low and high are the least and the most given for it.
with barrages as (
    select
        *,
        number_said(title, '(?:over |about |more than )?(\d[\d,]*) (?:ballistic )?(?:drones|missiles)')
            as fired,
        list_transform(
            regexp_extract_all(title || '. ' || detail, '(?:over|about) (\d[\d,]*)', 1),
            lambda n: try_cast(replace(n, ',', '') as double)
        ) as counts
    from events
    where
        category = 'Iran-Israel'
        and regexp_matches(lower(title), '^iran fires')
        and (
            date between claim_first_day('SEED-16') and last_day(claim_first_day('SEED-16'))
            or date = claim_last_day('SEED-16')
        )
),

found as (
    select
        count(fired) as barrages,
        max(fired) filter (date < claim_last_day('SEED-16')) as april,
        max(fired) filter (date = claim_last_day('SEED-16')) as october,
        min(list_min(counts)) filter (date = claim_last_day('SEED-16')) as low,
        max(list_max(counts)) filter (date = claim_last_day('SEED-16')) as high,
        string_agg(strftime(date, '%-d %B %Y: ') || title || '. ' || detail, ' ' order by date)
            as said,
        all_sources(source_ids) as source_ids
    from barrages
)

select
    'SEED-16' as claim_id,
    october as answer,
    if(low < high, low, null) as low,
    if(low < high, high, null) as high,
    'the counts given' as range_of,
    'missiles on 1 October' as unit,
    coalesce(said, 'Neither barrage is on record.') as answer_words,
    claim_first_day('SEED-16') as period_start,
    claim_last_day('SEED-16') as period_end,
    case
        when barrages = 0 then 'cannot be tested with these data'
        when april >= 300 and abs(october - 200) <= 20 then 'supported'
        when coalesce(april, 300) >= 300 and abs(coalesce(october, 200) - 200) <= 20
            then 'supported as far as it can be tested'
        when april >= 300 or abs(october - 200) <= 20 then 'supported in part'
        else 'not supported'
    end as verdict,
    'Supported when the events give 300 or more missiles and drones for April 2024 and 180 to 220'
    || ' missiles for 1 October 2024; as far as it can be tested when one fits and the other is not on'
    || ' record; in part when one of the two is another; not supported when none fits.' as rule,
    'overview' as page,
    'events=All&' || period_in_link(claim_first_day('SEED-16'), claim_last_day('SEED-16')) as link,
    source_ids
from found
