-- One value: the last day on which rates and transits are put to a claim: until_day, or the day
-- before the Iran war began, since from then on rates moved for another reason and ships switched
-- their signals off; NULL where there is neither. It reads day_of, whose name comes before its own.
create or replace macro last_comparable_day(until_day) as
least(until_day::date, day_of('Iran war begins') - 1)
