-- One row per mean that another publisher made of the same data, with our mean beside it.
-- Ours is transits over days of the ISO weeks whose Thursday lies in the window; cargo is all
-- classes but tankers. difference_pct is ours against theirs; NULL without weeks of ours.
with published as (
    select transits_reported.*
    from transits_reported
    inner join transit_counters on transits_reported.publisher = transit_counters.publisher
    where
        transit_counters.counter_kind = 'same data'
        and transits_reported.transits_per_day is not null
),

counted as (
    select *
    from transit_counts
    where
        vessel_class <> 'all'
        and week > (select min(period_start) - 7 from published)
        and week <= (select max(period_end) from published)
),

classes as (
    select distinct chokepoint, vessel_class
    from transit_weeks
    where vessel_class <> 'all'
),

groups as (
    select distinct
        published.vessel_class as reported_class,
        classes.chokepoint,
        classes.vessel_class
    from published
    inner join classes
        on
            published.chokepoint = classes.chokepoint
            and (
                published.vessel_class = 'total'
                or (published.vessel_class = 'cargo' and classes.vessel_class <> 'tanker')
                or published.vessel_class = classes.vessel_class
            )
),

wanted as (
    select reported_class, chokepoint, count(*) as classes
    from groups
    group by reported_class, chokepoint
),

by_class as (
    select
        groups.reported_class,
        groups.chokepoint,
        groups.vessel_class,
        counted.week,
        min(counted.middle_day) as first_middle_day,
        max(counted.middle_day) as last_middle_day,
        sum(counted.transits) as transits,
        sum(counted.days) as days,
        string_agg(distinct counted.source_ids, '|') as source_ids
    from groups
    inner join counted
        on groups.chokepoint = counted.chokepoint and groups.vessel_class = counted.vessel_class
    group by groups.reported_class, groups.chokepoint, groups.vessel_class, counted.week
),

weekly as (
    select
        by_class.reported_class,
        by_class.chokepoint,
        by_class.week,
        min(by_class.first_middle_day) as first_middle_day,
        max(by_class.last_middle_day) as last_middle_day,
        sum(by_class.transits) as transits,
        max(by_class.days) as days,
        string_agg(distinct by_class.source_ids, '|') as source_ids
    from by_class
    inner join wanted
        on
            by_class.reported_class = wanted.reported_class
            and by_class.chokepoint = wanted.chokepoint
    group by by_class.reported_class, by_class.chokepoint, by_class.week, wanted.classes
    having count(*) = wanted.classes and min(by_class.days) = max(by_class.days)
),

compared as (
    select
        published.period_start,
        published.period_end,
        published.chokepoint,
        published.vessel_class,
        published.transits_per_day as published_per_day,
        sum(weekly.transits) / sum(weekly.days) as our_per_day,
        count(weekly.week) as our_weeks,
        published.publisher,
        published.note,
        published.source_ids,
        list_sort(list_distinct(string_split(string_agg(weekly.source_ids, '|'), '|')))
            as our_source_ids
    from published
    left join weekly
        on
            published.chokepoint = weekly.chokepoint
            and published.vessel_class = weekly.reported_class
            and published.period_start <= weekly.first_middle_day
            and published.period_end >= weekly.last_middle_day
    group by
        published.period_start,
        published.period_end,
        published.chokepoint,
        published.vessel_class,
        published.transits_per_day,
        published.publisher,
        published.note,
        published.source_ids
)

select
    period_start,
    period_end,
    chokepoint,
    vessel_class,
    published_per_day,
    our_per_day,
    our_weeks,
    100 * (our_per_day / nullif(published_per_day, 0) - 1) as difference_pct,
    publisher,
    note,
    concat_ws('|', source_ids, array_to_string(our_source_ids, '|')) as source_ids
from compared
