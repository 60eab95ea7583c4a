-- One value: a count of what was found on the days of a period; NULL where nothing was found and no
-- day of the period was checked (a word of coverage_status), for then it is not known to be 0.
create or replace macro if_checked(amount, found, status) as
case when found > 0 or status in ('covered', 'partly') then amount end
