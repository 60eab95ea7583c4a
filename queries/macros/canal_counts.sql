-- One row per stretch of days for which the canal authority's own count of all ships through the Suez
-- Canal is on record: years, quarters and months, many of which lie in one another.
create or replace macro canal_counts() as table
select
    reported.period_start as first_day,
    reported.period_end as last_day,
    reported.transits_in_period as transits,
    reported.source_ids
from transits_reported as reported
inner join transit_counters as counters on reported.publisher = counters.publisher
where
    counters.counter_kind = 'official'
    and reported.chokepoint = 'Suez Canal'
    and reported.vessel_class = 'total'
    and reported.transits_per_day is not null
    and reported.transits_in_period is not null
union all
select make_date(year, 1, 1), make_date(year, 12, 31), transits, source_ids
from suez_yearly
where transits is not null
