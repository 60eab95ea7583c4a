-- One row per row of transits, and one per chokepoint and stretch of days for all classes together.
-- A row covers its days from first_day on: from week_start, but to the end of the week where the
-- week holds the first day of the coverage, for then the days before it are those that lack.
-- middle_day decides to which period a row belongs: an ISO week belongs to the one that holds its
-- Thursday, as it does to its year, and a row of one day to its day. week is the Monday of the ISO
-- week of that middle day. All classes have a sum only where none is missing or covers other days,
-- and an estimate of cargo only where each has one. Controls, which a publisher's file brings along,
-- are no passages of the crisis: they stand in control_counts alone.
-- Most chokepoints have one source throughout: only where one has several are those of a day listed.
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

together as (
    select
        placed.chokepoint,
        'all' as vessel_class,
        min(placed.first_day) as first_day,
        placed.middle_day,
        min(placed.days) as days,
        sum(placed.transits)::bigint as transits,
        sum_if_all_known(placed.trade_volume_t) as trade_volume_t,
        coalesce(
            array_to_string(
                list_sort(
                    list_distinct(
                        list(placed.source_ids) filter (where classes.has_several_sources)
                    )
                ),
                '|'
            ),
            any_value(placed.source_ids)
        ) as source_ids
    from placed
    inner join classes on placed.chokepoint = classes.chokepoint
    group by placed.chokepoint, placed.middle_day, classes.in_all
    having count(*) = classes.in_all and min(placed.days) = max(placed.days)
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
select *, date_trunc('week', middle_day)::date as week
from together
order by middle_day, chokepoint, vessel_class
