-- One value: the day from which the record of freight rates is weekly; before it, it is irregular.
create or replace macro first_weekly_day() as date '2023-09-01'
