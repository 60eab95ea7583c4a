-- One row per chokepoint, vessel class and ISO week of transit_counts: its rows added up.
-- Most weeks are one row there, those that were loaded by day up to seven. A week in which a row
-- lacks an estimate of cargo has none.
select
    chokepoint,
    vessel_class,
    week,
    sum(days)::bigint as days,
    sum(transits)::bigint as transits,
    sum_if_all_known(trade_volume_t) as trade_volume_t,
    all_sources(source_ids) as source_ids
from transit_counts
group by chokepoint, vessel_class, week
order by week, chokepoint, vessel_class
