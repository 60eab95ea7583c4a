-- One value: the first day of the month or quarter in which a week counts, that of its Thursday.
create or replace macro period_of(week, grain) as
date_trunc(grain, week + 3)::date
