-- One row per row of transits, and one per chokepoint and stretch of days for all classes together.
-- A row covers its days from first_day on: from week_start, but to the end of the week where the
-- week holds the first day of the coverage, for then the days before it are those that lack.
-- middle_day decides to which period a row belongs: an ISO week belongs to the one that holds its
-- Thursday, as it does to its year, and a row of one day to its day. week is the Monday of the ISO
-- week of that middle day. All classes have a sum only where none is missing or covers other days,
-- and an estimate of cargo only where each has one. Controls, which a publisher's file brings along,
-- are no passages of the crisis: they stand in control_counts alone.
-- Most chokepoints have one source throughout: only where one has several are those of a day listed.
-- Rows of a class stand in the order of transits, those of all classes after them in that of their
-- days: most questions ask for these alone.
with covered as (
    select min(covers_from) as covers_from
    from coverage
    where dataset = 'transits'
),

dated as (
    select
        transits.*,
        transits.week_start + case
            when
                transits.week_start < covered.covers_from
                and transits.week_start + 7 > covered.covers_from
                then 7 - transits.days::integer
            else 0
        end as first_day
    from transits
    cross join covered
    where transits.chokepoint not in ('Malacca Strait', 'Dover Strait')
),

placed as (
    select *, first_day + (days::integer - 1) // 2 as middle_day
    from dated
),

classes as (
    select
        chokepoint,
        count(distinct vessel_class) as in_all,
        min(source_ids) <> max(source_ids) as has_several_sources
    from placed
    group by chokepoint
),

cited as (
    select
        placed.chokepoint,
        placed.middle_day,
        array_to_string(list_sort(list_distinct(list(placed.source_ids))), '|') as source_ids
    from placed
    inner join classes on placed.chokepoint = classes.chokepoint
    where classes.has_several_sources
    group by placed.chokepoint, placed.middle_day
),

added as (
    select
        chokepoint,
        middle_day,
        min(first_day) as first_day,
        min(days) as days,
        count(*) as in_sum,
        max(days) as most_days,
        sum(transits)::bigint as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        any_value(source_ids) as source_ids
    from placed
    group by chokepoint, middle_day
),

together as (
    select
        added.chokepoint,
        'all' as vessel_class,
        added.first_day,
        added.middle_day,
        added.days,
        added.transits,
        added.trade_volume_t,
        coalesce(cited.source_ids, added.source_ids) as source_ids
    from added
    inner join classes on added.chokepoint = classes.chokepoint
    left join cited on added.chokepoint = cited.chokepoint and added.middle_day = cited.middle_day
    where added.in_sum = classes.in_all and added.days = added.most_days
)

select
    chokepoint,
    vessel_class,
    date_trunc('week', middle_day)::date as week,
    first_day,
    middle_day,
    days::bigint as days,
    transits::bigint as transits,
    trade_volume_t::bigint as trade_volume_t,
    source_ids
from placed
union all by name
(
    select *, date_trunc('week', middle_day)::date as week
    from together
    order by middle_day, chokepoint
)
