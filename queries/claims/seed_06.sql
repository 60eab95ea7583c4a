-- One row per claim: SEED-06, a drone hit Tel Aviv in July 2024, one killed and ten injured.
-- The numbers are read out of the words of the event, as digits or as words.
-- The answer is the number of injured.
with event as (
    select
        *,
        number_said(title || '. ' || detail, '(?:kills|killing) (\w+)') as killed,
        number_said(title || '. ' || detail, '(\w+) (?:were |was )?(?:hurt|injured|wounded)')
            as injured
    from events
    where
        category = 'Houthi attack on Israel'
        and date between claim_first_day('SEED-06') and claim_last_day('SEED-06')
        and regexp_matches(lower(concat_ws(' ', title, place)), 'tel aviv')
        and regexp_matches(lower(title || ' ' || detail), 'drone')
),

found as (
    select
        count(*) as events,
        max(killed) as killed,
        max(injured) as injured,
        min(date) as first_day,
        max(date) as last_day,
        string_agg(strftime(date, '%-d %B %Y: ') || title || '. ' || detail, ' ' order by date)
            as said,
        all_sources(source_ids) as source_ids
    from event
)

select
    'SEED-06' as claim_id,
    injured as answer,
    null::double as low,
    null::double as high,
    null::varchar as range_of,
    'injured' as unit,
    coalesce(said, 'No drone attack on Tel Aviv in July 2024 is on record.') as answer_words,
    coalesce(first_day, claim_first_day('SEED-06')) as period_start,
    coalesce(last_day, claim_last_day('SEED-06')) as period_end,
    case
        when events = 0 then 'cannot be tested with these data'
        when killed = 1 and injured >= 10 then 'supported'
        when coalesce(killed, 1) = 1 and coalesce(injured, 10) >= 10
            then 'supported as far as it can be tested'
        when killed = 1 or injured >= 10 then 'supported in part'
        else 'not supported'
    end as verdict,
    'Supported when the list of events holds a drone attack on Tel Aviv in July 2024 with one killed'
    || ' and at least ten hurt; as far as it can be tested when a number is missing; in part when one'
    || ' is another; not supported when none fits. The list is no full record: an event that is not'
    || ' in it proves nothing.' as rule,
    'overview' as page,
    'events=All&' || period_in_link(claim_first_day('SEED-06'), claim_last_day('SEED-06')) as link,
    source_ids
from found
