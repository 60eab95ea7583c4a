-- One row per claim: SEED-07, Israel answered the drone on Tel Aviv by striking Hodeidah port.
-- The answer is the number of days from the attack to the first strike after it.
with attack as (
    select max(date) as day, all_sources(source_ids) as source_ids
    from events
    where
        category = 'Houthi attack on Israel'
        and date between claim_first_day('SEED-07') and claim_last_day('SEED-07')
        and regexp_matches(lower(concat_ws(' ', title, place)), 'tel aviv')
),

strikes as (
    select
        min(date) as day,
        count(*) as strikes,
        arg_min(target, date) as target,
        all_sources(source_ids) as source_ids
    from port_events
    where
        port = 'Hodeidah'
        and actor = 'Israel'
        and event_type in ('air strike', 'naval strike')
        and date between claim_first_day('SEED-07') and claim_last_day('SEED-07')
)

select
    'SEED-07' as claim_id,
    (strikes.day - attack.day)::double as answer,
    null::double as low,
    null::double as high,
    null::varchar as range_of,
    'day' || if(answer = 1, '', 's') || ' after the drone' as unit,
    coalesce(
        'Israel struck Hodeidah on ' || strftime(strikes.day, '%-d %B %Y')
        || coalesce(' (' || strikes.target || ')', '')
        || coalesce(
            ', ' || counted(abs(strikes.day - attack.day), 'day')
            || if(strikes.day < attack.day, ' before', ' after') || ' the drone on Tel Aviv.',
            '. The drone on Tel Aviv is not on record.'
        ),
        'No Israeli strike on Hodeidah in July and August 2024 is on record.'
    ) as answer_words,
    claim_first_day('SEED-07') as period_start,
    claim_last_day('SEED-07') as period_end,
    case
        when strikes.day is null then 'cannot be tested with these data'
        when strikes.day between attack.day and attack.day + 7 then 'supported'
        when attack.day is null then 'supported as far as it can be tested'
        when strikes.day < attack.day then 'not supported'
        else 'supported in part'
    end as verdict,
    'Supported when an Israeli strike on Hodeidah is on record within seven days after the drone on'
    || ' Tel Aviv; as far as it can be tested when the drone is not on record; in part when it came'
    || ' later; not supported when it came before. The order in time is tested, the motive is not.' as rule,
    'hodeidah' as page,
    'hodeidah=Strikes+and+capacity&'
    || period_in_link(claim_first_day('SEED-07'), claim_last_day('SEED-07')) as link,
    all_sources(concat_ws('|', nullif(attack.source_ids, ''), nullif(strikes.source_ids, '')))
        as source_ids
from attack, strikes
group by all
