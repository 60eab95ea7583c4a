-- One row, if both events are known: the days between which the diversion is weighed.
-- On the first the first large carriers stopped sailing the Red Sea; carrier_actions has them and,
-- on the days after, the others (ZIM alone had turned some ships before, in November). On the second
-- the Iran war began: what it did to rates is no effect of the Red Sea.
create or replace macro rate_effect_days() as table
select
    diversion.date as diversion_date,
    war.date as war_date,
    concat_ws('|', diversion.source_ids, war.source_ids) as source_ids
from events as diversion
inner join events as war on war.role = 'Iran war begins'
where diversion.role = 'diversion'
