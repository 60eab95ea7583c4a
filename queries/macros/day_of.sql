-- One value: the day of the event that has a role, such as 'Iran war begins'; NULL without one.
create or replace macro day_of(the_role) as (select min(date) from events where role = the_role)
