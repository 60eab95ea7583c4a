-- One row per port event, with who speaks in its sources.
select *, publishers_of(source_ids) as publishers
from port_events
