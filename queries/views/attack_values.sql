-- One row per attack and value of a dimension, with the value's name for people.
-- Dimensions: vessel_type, weapon, area, flag, outcome, confidence. An attack with several weapons
-- has a row for each.
select incident_id, 'vessel_type' as dimension, vessel_type as value, vessel_type_name as label
from attack_list
union all
select incident_id, 'weapon', weapon, weapon
from (select incident_id, unnest(weapons) as weapon from attack_list)
union all
select incident_id, 'area', area, area
from attack_list
union all
select incident_id, 'flag', flag, flag_name
from attack_list
union all
select incident_id, 'outcome', outcome, outcome
from attack_list
union all
select incident_id, 'confidence', confidence, confidence
from attack_list
