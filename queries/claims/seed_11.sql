-- One row per claim: SEED-11, a long-range missile reached central Israel in September 2024.
-- The answer is the number of such events.
with event as (
    select
        *,
        regexp_matches(lower(title || ' ' || detail), 'ballistic|long-range') as is_long_range,
        regexp_matches(lower(title || ' ' || detail), 'central israel|ben gurion|tel aviv')
        as is_central
    from events
    where
        category = 'Houthi attack on Israel'
        and date between claim_first_day('SEED-11') and claim_last_day('SEED-11')
        and regexp_matches(lower(title || ' ' || detail), 'missile')
),

found as (
    select
        count(*) as missiles,
        count(*) filter (is_central) as central,
        count(*) filter (is_central and is_long_range) as fitting,
        min(date) as first_day,
        max(date) as last_day,
        string_agg(strftime(date, '%-d %B %Y: ') || title || '. ' || detail, ' ' order by date)
            as said,
        all_sources(source_ids) as source_ids
    from event
)

select
    'SEED-11' as claim_id,
    if(missiles > 0, fitting, null)::double as answer,
    null::double as low,
    null::double as high,
    null::varchar as range_of,
    'event' || if(fitting = 1, '', 's') || ' on record' as unit,
    coalesce(said, 'No Houthi missile on Israel in September 2024 is on record.') as answer_words,
    coalesce(first_day, claim_first_day('SEED-11')) as period_start,
    coalesce(last_day, claim_last_day('SEED-11')) as period_end,
    case
        when missiles = 0 then 'cannot be tested with these data'
        when fitting > 0 then 'supported'
        when central > 0 then 'supported as far as it can be tested'
        else 'not supported'
    end as verdict,
    'Supported when the list of events holds a Houthi missile of September 2024 that is called'
    || ' ballistic or long-range and came down in central Israel; as far as it can be tested when only'
    || ' its place is known; not supported when the missiles on record came down elsewhere. An event that is not'
    || ' in the list proves nothing.' as rule,
    'overview' as page,
    'events=All&' || period_in_link(claim_first_day('SEED-11'), claim_last_day('SEED-11')) as link,
    source_ids
from found
