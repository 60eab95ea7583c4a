-- One value: the week that a week of the baseline is compared with, where each week has a baseline of
-- its own, the week 52 weeks earlier; NULL where all weeks have one baseline together.
create or replace macro for_week(week, year_before) as
case when coalesce(year_before::boolean, false) then (week + 364)::date end
