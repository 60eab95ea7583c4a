-- One value: the sum of a group; NULL where a row of it has none, for then the sum is not known.
create or replace macro sum_if_all_known(amount) as
case when count(amount) = count(*) then sum(amount)::bigint end
