-- One row: by how much measured transit times rose on the lanes whose names the pattern fits, in
-- percent, low and high the least and the most, as far as published up to until_day; NULL means all.
create or replace macro measured_transit_times(of_lanes, until_day := null) as table
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
    and regexp_matches(lane, of_lanes)
    and date <= coalesce(until_day::date, date)
