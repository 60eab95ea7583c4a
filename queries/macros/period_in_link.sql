-- One value: the period of a link to a page, "period=2024-07-01&period=2024-07-31"; '' without days.
create or replace macro period_in_link(start_day, end_day) as
coalesce('period=' || start_day::date || '&period=' || end_day::date, '')
