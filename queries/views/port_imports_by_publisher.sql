-- One row per published import figure, with who speaks in its sources.
select *, publishers_of(source_ids) as publishers
from port_imports
