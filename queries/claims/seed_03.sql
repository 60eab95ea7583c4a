-- One row per claim: SEED-03, delays for container shipping from Asia to North America.
-- The answer is the median of the published days that the Cape adds to the US East Coast, low and
-- high are the least and the most; a range enters the median with its middle.
with east as (
    select
        count(*) as figures,
        median((low_days + high_days) / 2) as days,
        min(low_days) as low,
        max(high_days) as high,
        all_sources(source_ids) as source_ids
    from cape_days_added(['New York', 'US East Coast', 'Europe / US East Coast'])
),

west as (
    select
        min(low_days) as low,
        max(high_days) as high,
        all_sources(source_ids) as source_ids
    from cape_days_added(['Los Angeles', 'US West Coast'])
),

measured as (
    select
        count(*) as figures,
        min(value) as low_pct,
        max(value) as high_pct,
        min(date) as first_day,
        max(date) as last_day,
        all_sources(source_ids) as source_ids
    from delays
    where
        metric in ('transit_time_change_pct', 'min_transit_time_change_pct')
        and regexp_matches(lane, '^(Southeast )?Asia-US East Coast$')
)

select
    'SEED-03' as claim_id,
    east.days as answer,
    east.low as low,
    east.high as high,
    'the least and the most published' as range_of,
    'days more to the US East Coast' as unit,
    concat_ws(
        ' ',
        'To the US East Coast the Cape adds '
        || format('{:.0f} to {:.0f} days', east.low, east.high)
        || ' one way in ' || counted(east.figures, 'published figure') || '.',
        'The transit time measured there rose by '
        || if(
            measured.low_pct = measured.high_pct,
            format('{:.0f} %', measured.low_pct),
            format('{:.0f} to {:.0f} %', measured.low_pct, measured.high_pct)
        ) || '.',
        coalesce(
            'To the West Coast it adds ' || format('{:.0f} to {:.0f} days', west.low, west.high)
            || '.',
            if(
                east.figures + measured.figures = 0,
                'No figure is on record.',
                'For the West Coast no added day is on record: its ships cross the Pacific.'
            )
        )
    ) as answer_words,
    measured.first_day as period_start,
    measured.last_day as period_end,
    case
        when east.figures + measured.figures = 0 and west.low is null
            then 'cannot be tested with these data'
        when east.low > 0 and west.low > 0 then 'supported'
        when greatest(east.high, measured.high_pct, west.high) > 0 then 'supported in part'
        else 'not supported'
    end as verdict,
    'Supported when published figures (weak sources left out) give added days to both coasts of'
    || ' North America; in part when they do to one of them; not supported when to none.' as rule,
    'rerouting' as page,
    'rerouting=Ways+and+lanes' as link,
    all_sources(
        concat_ws(
            '|',
            nullif(east.source_ids, ''),
            nullif(west.source_ids, ''),
            nullif(measured.source_ids, '')
        )
    ) as source_ids
from east, west, measured
group by all
