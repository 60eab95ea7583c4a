-- One row per field of a dataset: its meaning, type, unit and what it may hold.
select dataset, field, title, description, type, unit, required, is_key, allowed
from dictionary
order by dataset, position
