-- One row per claim: SEED-12, late in September 2024 Israel struck Hodeidah again on a large scale.
-- Scale is what the rows hold: places struck on one day, and killed and injured. The answer is the
-- number of killed and injured on the day of the strike that hit most, a lower bound.
with strikes as (
    select *
    from port_events
    where actor = 'Israel' and event_type in ('air strike', 'naval strike')
),

days as (
    select
        date,
        count(distinct port) as places,
        string_agg(distinct port, ' and ' order by port) as ports,
        sum(coalesce(killed, 0) + coalesce(injured, 0)) as casualties,
        sum(killed) as killed,
        sum(injured) as injured,
        all_sources(source_ids) as source_ids
    from strikes
    where date between claim_first_day('SEED-12') and claim_last_day('SEED-12')
    group by date
    having bool_or(port = 'Hodeidah')
),

found as (
    select
        max(date) as day,
        arg_max(places, casualties) as places,
        arg_max(ports, casualties) as ports,
        max(casualties) as casualties,
        arg_max(killed, casualties) as killed,
        arg_max(injured, casualties) as injured,
        arg_max(source_ids, casualties) as source_ids,
        (
            select max(date)
            from strikes
            where port = 'Hodeidah' and date < claim_first_day('SEED-12')
        ) as earlier
    from days
)

select
    'SEED-12' as claim_id,
    casualties::double as answer,
    null::double as low,
    null::double as high,
    null::varchar as range_of,
    'killed or injured, at least' as unit,
    coalesce(
        strftime(day, 'On %-d %B %Y ') || 'Israel struck ' || ports
        || coalesce('; killed: ' || killed::bigint, '')
        || coalesce('; injured: ' || injured::bigint, '')
        || coalesce(strftime(earlier, '; the strike before was on %-d %B %Y'), '')
        || '.',
        'No Israeli strike on Hodeidah from 21 to 30 September 2024 is on record.'
    ) as answer_words,
    coalesce(day, claim_first_day('SEED-12')) as period_start,
    coalesce(day, claim_last_day('SEED-12')) as period_end,
    case
        when day is null then 'cannot be tested with these data'
        when earlier is not null and (places > 1 or casualties >= 10) then 'supported'
        else 'supported in part'
    end as verdict,
    'Supported when an Israeli strike on Hodeidah from 21 to 30 September 2024 is on record, an'
    || ' earlier one as well, and it was large: several ports on one day, or ten or more killed or'
    || ' injured; in part when it was the first or not large. It cannot be tested without a strike:'
    || ' the list may miss one.' as rule,
    'hodeidah' as page,
    'hodeidah=Strikes+and+capacity&'
    || period_in_link(claim_first_day('SEED-12'), claim_last_day('SEED-12')) as link,
    coalesce(source_ids, '') as source_ids
from found
