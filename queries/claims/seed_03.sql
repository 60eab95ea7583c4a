-- One row per claim: SEED-03, delays for container shipping from Asia to North America.
-- The answer is the median of the published days that the Cape adds to the US East Coast, low and
-- high are the least and the most; a range enters the median with its middle. Ships to the West
-- Coast cross the Pacific: the claim does not need that coast.
-- Kept for $until: null, essay_day()
with added as (
    select
        count(*) as figures,
        median((low_days + high_days) / 2) as days,
        min(low_days) as low,
        max(high_days) as high,
        all_sources(source_ids) as source_ids
    from cape_days_added(
        ends := ['New York', 'US East Coast', 'Europe / US East Coast'], until_day := $until
    )
),

measured as (
    select *
    from measured_transit_times(
        of_lanes := '^(Southeast )?Asia-US East Coast$', until_day := $until
    )
)

select
    'SEED-03' as claim_id,
    added.days as answer,
    added.low as low,
    added.high as high,
    'the least and the most published' as range_of,
    'days more to the US East Coast' as unit,
    concat_ws(
        ' ',
        'To the US East Coast the Cape adds '
        || format('{:.0f} to {:.0f} days', added.low, added.high)
        || ' one way in ' || counted(added.figures, 'published figure') || '.',
        coalesce(
            'The transit time measured there rose by '
            || if(
                measured.low_pct = measured.high_pct,
                format('{:.0f} %', measured.low_pct),
                format('{:.0f} to {:.0f} %', measured.low_pct, measured.high_pct)
            ) || '.',
            if(added.figures > 0, 'No measured transit time is on record.', null)
        ),
        if(
            added.figures + measured.figures = 0,
            'No figure is on record.',
            'Ships to the West Coast cross the Pacific; they are not tested.'
        )
    ) as answer_words,
    measured.first_day as period_start,
    measured.last_day as period_end,
    case
        when added.figures + measured.figures = 0 then 'cannot be tested with these data'
        when added.low > 0 and measured.low_pct > 0 then 'supported'
        when least(added.low, measured.low_pct) > 0 then 'supported as far as it can be tested'
        when greatest(added.high, measured.high_pct) > 0 then 'supported in part'
        else 'not supported'
    end as verdict,
    'Supported when every published figure (weak sources left out) says that the Cape takes longer to'
    || ' the East Coast and every transit time measured there rose; as far as it can be tested when'
    || ' only one of the two is on record; in part when some say otherwise; not supported when all'
    || ' do.' as rule,
    'rerouting' as page,
    'rerouting=Routes+and+lanes' as link,
    all_sources(concat_ws('|', nullif(added.source_ids, ''), nullif(measured.source_ids, '')))
        as source_ids
from added, measured
group by all
