-- One row per lane and usual baseline of its rates, which nobody chooses, with its mean and what
-- that rests on: the weeks before the first hijacking, from September 2023 and from January 2023,
-- and 2019, before the pandemic.
select 1 as place, 'Sep-Nov 2023' as baseline, * exclude (for_week)
from rate_baselines(start_day := first_weekly_day(), end_day := day_of('first hijacking') - 1)
where day_of('first hijacking') is not null
union all
select 2, 'Jan-Nov 2023', * exclude (for_week)
from rate_baselines(start_day := '2023-01-01', end_day := day_of('first hijacking') - 1)
where day_of('first hijacking') is not null
union all
select 3, '2019', * exclude (for_week)
from rate_baselines(start_day := '2019-01-01', end_day := '2019-12-31')
