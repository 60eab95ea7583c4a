-- One row per chokepoint, vessel class and ISO week of transit_counts: its rows added up.
-- Most weeks are one row there, those that were loaded by day up to seven. A week in which a row
-- lacks an estimate of cargo has none. Rows of the same sources are added up first, which most are:
-- so texts are put together for the few weeks of several.
with by_sources as (
    select
        chokepoint,
        vessel_class,
        week,
        sum(days)::bigint as days,
        sum(transits)::bigint as transits,
        sum(trade_volume_t)::bigint as trade_volume_t,
        count(*) = count(trade_volume_t) as is_volume_known,
        source_ids
    from transit_counts
    group by chokepoint, vessel_class, week, source_ids
)

select
    chokepoint,
    vessel_class,
    week,
    sum(days)::bigint as days,
    sum(transits)::bigint as transits,
    if(bool_and(is_volume_known), sum(trade_volume_t)::bigint, null) as trade_volume_t,
    if(
        count(*) = 1 and not contains(any_value(source_ids), '|'),
        any_value(source_ids),
        all_sources(source_ids)
    ) as source_ids
from by_sources
group by chokepoint, vessel_class, week
order by week, chokepoint, vessel_class
