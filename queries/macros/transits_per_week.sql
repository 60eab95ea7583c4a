-- One row per chokepoint and ISO week, the classes chosen together. NULL means all.
-- Days are summed over rows of any length, so weeks and single days mix. A week in which a class
-- is missing, or covers other days than the rest, has no sum and is left out.
create or replace macro transits_per_week(start_day, end_day, at_chokepoints, of_classes) as table
with by_class as (
    select
        chokepoint,
        week,
        vessel_class,
        sum(transits)::bigint as transits,
        sum(trade_volume_t)::bigint as trade_volume_t,
        sum(days)::bigint as days,
        all_sources(source_ids) as source_ids
    from selected_transits(start_day, end_day, at_chokepoints, of_classes)
    group by chokepoint, week, vessel_class
),

classes as (
    select chokepoint, count(distinct vessel_class) as in_all
    from selected_transits(null, null, at_chokepoints, of_classes)
    group by chokepoint
)

select
    by_class.chokepoint,
    by_class.week,
    sum(by_class.transits)::bigint as transits,
    sum(by_class.trade_volume_t)::bigint as trade_volume_t,
    max(by_class.days) as days,
    all_sources(by_class.source_ids) as source_ids
from by_class
inner join classes on by_class.chokepoint = classes.chokepoint
group by by_class.chokepoint, by_class.week, classes.in_all
having count(*) = classes.in_all and min(by_class.days) = max(by_class.days)
