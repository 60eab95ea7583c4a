-- One value: the last day of the month or quarter that begins on a day.
create or replace macro period_end(first_day, grain) as
(first_day + if(grain = 'quarter', interval 3 month, interval 1 month))::date - 1
