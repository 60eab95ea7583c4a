-- One row per assumption of the voyage calculator and class of ship, those of all ships first.
-- source_ids is empty where the assumption is editorial.
select
    assumption_id,
    ship_class,
    value,
    low,
    high,
    unit,
    as_of,
    basis,
    reasoning,
    coalesce(source_ids, '') as source_ids
from assumptions
order by ship_class <> 'all', ship_class, assumption_id
