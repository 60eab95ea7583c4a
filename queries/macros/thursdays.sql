-- One value: how many Thursdays lie in some days, so how many weeks count there: as many as Mondays
-- three days earlier.
create or replace macro thursdays(first_day, last_day) as
datediff('day', date_trunc('week', first_day - 4), date_trunc('week', last_day - 3)) // 7
