-- One row per dimension and value over all attacks, whatever is filtered, most frequent first.
-- Dimensions: vessel_type, weapon, area, flag, outcome, confidence.
with named as (
    select 'vessel_type' as dimension, vessel_type as value, vessel_type as label
    from attack_list
    union all
    select 'weapon', weapon, weapon
    from (select unnest(weapons) as weapon from attack_list)
    union all
    select 'area', area, area
    from attack_list
    union all
    select 'flag', flag, flag_name
    from attack_list
    union all
    select 'outcome', outcome, outcome
    from attack_list
    union all
    select 'confidence', confidence, confidence
    from attack_list
)

select
    dimension,
    value,
    label,
    count(*) as attacks
from named
group by dimension, value, label
order by dimension, attacks desc, label
