-- One row per official or independent count (none made of our own data), with ours on its days.
-- Ours spreads each row of transits evenly over its days and takes the days that lie in the
-- period counted: months do not end with weeks, and leaving out or adding days of a month of
-- sharp change would bias it. It is NULL where any class lacks more than a tenth of the days.
-- difference_pct is the published count against ours. covered_days are the least of any class.
with published as (
    select transits_reported.*, transit_counters.counter, transit_counters.counter_kind
    from transits_reported
    inner join transit_counters on transits_reported.publisher = transit_counters.publisher
    where transit_counters.counter_kind <> 'same data'
),

counted as (
    select
        chokepoint,
        vessel_class,
        first_day,
        first_day + days::integer - 1 as last_day,
        days,
        transits,
        source_ids
    from transit_counts
    where
        vessel_class <> 'all'
        and first_day <= (select max(period_end) from published)
        and first_day + days::integer > (select min(period_start) from published)
),

wanted as (
    select chokepoint, count(distinct vessel_class) as classes
    from transit_weeks
    where vessel_class <> 'all'
    group by chokepoint
),

overlapping as (
    select
        published.publisher,
        published.period_start,
        published.period_end,
        published.chokepoint,
        published.vessel_class as reported_class,
        counted.vessel_class,
        counted.transits,
        counted.days,
        counted.source_ids,
        least(counted.last_day, published.period_end)
        - greatest(counted.first_day, published.period_start) + 1 as days_within
    from published
    inner join counted
        on
            published.chokepoint = counted.chokepoint
            and published.period_end >= counted.first_day
            and published.period_start <= counted.last_day
            and (
                published.vessel_class = 'total'
                or (published.vessel_class = 'cargo' and counted.vessel_class <> 'tanker')
                or published.vessel_class = counted.vessel_class
            )
),

by_class as (
    select
        publisher,
        period_start,
        period_end,
        chokepoint,
        reported_class,
        vessel_class,
        sum(transits * days_within / days order by days_within, transits) / sum(days_within)
            as per_day,
        sum(days_within)::bigint as covered_days,
        string_agg(distinct source_ids, '|') as source_ids
    from overlapping
    group by publisher, period_start, period_end, chokepoint, reported_class, vessel_class
),

ours as (
    select
        publisher,
        period_start,
        period_end,
        chokepoint,
        reported_class,
        sum(per_day order by vessel_class) as per_day,
        count(*) as classes,
        min(covered_days) as covered_days,
        list_sort(list_distinct(string_split(string_agg(source_ids, '|'), '|'))) as source_ids
    from by_class
    group by publisher, period_start, period_end, chokepoint, reported_class
),

compared as (
    select
        published.period_start,
        published.period_end,
        published.grain,
        published.chokepoint,
        published.vessel_class,
        published.transits_in_period as published_transits,
        published.transits_per_day as published_per_day,
        coalesce(ours.covered_days, 0) as covered_days,
        published.period_end - published.period_start + 1 as period_days,
        case published.vessel_class
            when 'total' then ours.classes = wanted.classes
            when 'cargo' then ours.classes = wanted.classes - 1
            else true
        end
        and 10 * ours.covered_days >= 9 * (published.period_end - published.period_start + 1)
            as is_covered,
        ours.per_day,
        published.counter,
        published.counter_kind,
        published.publisher,
        published.note,
        concat_ws('|', published.source_ids, array_to_string(ours.source_ids, '|'))
            as source_ids
    from published
    left join wanted on published.chokepoint = wanted.chokepoint
    left join ours
        on
            published.publisher = ours.publisher
            and published.period_start = ours.period_start
            and published.period_end = ours.period_end
            and published.chokepoint = ours.chokepoint
            and published.vessel_class = ours.reported_class
)

select
    period_start,
    period_end,
    grain,
    chokepoint,
    vessel_class,
    published_transits,
    published_per_day,
    case when is_covered then per_day end as our_per_day,
    covered_days,
    period_days,
    100 * (published_per_day / nullif(case when is_covered then per_day end, 0) - 1)
        as difference_pct,
    counter,
    counter_kind,
    publisher,
    note,
    source_ids
from compared
