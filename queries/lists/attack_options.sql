-- One row per dimension and value over all attacks, whatever is filtered, most frequent first.
-- Dimensions: vessel_type, weapon, area, flag, outcome, confidence.
select
    dimension,
    value,
    label,
    count(*) as attacks
from attack_values
group by dimension, value, label
order by dimension, attacks desc, label
