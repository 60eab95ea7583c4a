-- One row per assumption of the voyage calculator and class of ship, those of all ships first.
-- source_ids is empty where the assumption is editorial. A value is old when more days have passed
-- since its own day than it is valid for; without valid_days it does not age.
-- $today (date): the day against which the age is judged
select
    assumption_id,
    ship_class,
    value,
    low,
    high,
    unit,
    as_of,
    valid_days,
    holds_from,
    holds_until,
    $today::date - as_of as age_days,
    case when valid_days is null then false else $today::date - as_of > valid_days end as is_old,
    basis,
    reasoning,
    coalesce(source_ids, '') as source_ids
from assumptions
order by ship_class <> 'all', ship_class, assumption_id
