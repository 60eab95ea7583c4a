-- One row per claim: SEED-15, Iraqi militias: over 100 attacks on US targets, a drone on Eilat.
-- Two halves: a number of attacks on US targets in the words of an event, and the drone of the day
-- that the claim names. A half that no event tells of is untested, not false. The answer is the number of attacks, NULL where no event gives one.
with named as (
    select try_cast(regexp_extract(max(claim), '\d{4}-\d{2}-\d{2}') as date) as day
    from commission_claims
    where claim_id = 'SEED-15'
),

militias as (
    select
        *,
        number_said(
            title || '. ' || detail, '(\w[\d,]*) (?:drone |rocket )?attacks on (?:us|american)\b'
        ) as attacks
    from events
    where category = 'Iraq militias' and date <= claim_last_day('SEED-15')
),

found as (
    select
        count(*) as events,
        max(attacks) as attacks,
        string_agg(
            strftime(date, '%-d %B %Y: ') || title || '. ' || detail, ' ' order by date
        ) filter (
            date = (select day from named)
            and regexp_matches(lower(title), 'drone')
            and regexp_matches(lower(concat_ws(' ', title, place)), 'eilat')
        ) as eilat,
        all_sources(source_ids) as source_ids
    from militias
)

select
    'SEED-15' as claim_id,
    attacks as answer,
    null::double as low,
    null::double as high,
    null::varchar as range_of,
    'attacks on US targets' as unit,
    concat_ws(
        ' ',
        coalesce(eilat, 'No drone on Eilat on 25 September 2024 is on record.'),
        coalesce(
            'Attacks on US targets, as an event gives them: ' || format('{:,.0f}', attacks) || '.',
            'No table counts the attacks on US targets.'
        )
    ) as answer_words,
    claim_first_day('SEED-15') as period_start,
    claim_last_day('SEED-15') as period_end,
    case
        when eilat is null and attacks is null then 'cannot be tested with these data'
        when eilat is not null and attacks > 100 then 'supported'
        when attacks is null or attacks > 100 then 'supported as far as it can be tested'
        when eilat is not null then 'supported in part'
        else 'not supported'
    end as verdict,
    'Supported when the list of events gives more than 100 attacks on US targets and holds the drone'
    || ' on Eilat of 25 September 2024; as far as it can be tested when it has one of the two and'
    || ' nothing on the other; in part when it has the drone and a smaller number; not supported when'
    || ' it gives a smaller number and no drone. An event that is not in the list proves nothing.'
        as rule,
    'overview' as page,
    'events=All&' || period_in_link(claim_first_day('SEED-15'), claim_last_day('SEED-15')) as link,
    source_ids
from found
