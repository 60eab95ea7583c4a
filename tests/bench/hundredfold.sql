-- A hundred times the rows of transits and attacks, the records that daily files and a long war
-- make grow, where answers stay as long as they are: more days, not more chokepoints or classes.
-- Each week of transits becomes seven days, and the years before the record have its weeks
-- nineteen times over, of five days each: they are in no period of a page, and no whole weeks for
-- the model of transits. The attacks are there ninety-nine times again in the centuries before.
create temporary table weeks as
select *
from transits
where days = 7;

delete from transits
where days = 7;

insert into transits
select
    (week_start + unnest(range(7))::integer) as week_start,
    1 as days,
    chokepoint,
    vessel_class,
    transits // 7 as transits,
    trade_volume_t // 7 as trade_volume_t,
    source_ids
from weeks;

insert into transits
select
    (weeks.week_start - copies.copy * 2835 + unnest(range(5))::integer) as week_start,
    1 as days,
    weeks.chokepoint,
    weeks.vessel_class,
    weeks.transits // 5 as transits,
    weeks.trade_volume_t // 5 as trade_volume_t,
    weeks.source_ids
from weeks
cross join (select unnest(range(1, 20))::integer as copy) as copies;

insert into attacks
select
    attacks.* replace (
        attacks.incident_id || '-' || copies.copy as incident_id,
        (attacks.date - copies.copy * 1085) as date
    )
from attacks
cross join (select unnest(range(1, 100))::integer as copy) as copies;
