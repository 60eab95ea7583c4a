-- One row per port whose calls are drawn: our name and the key by which PortWatch knows it.
-- PortWatch changes names, not keys.
select
    portwatch_id,
    port,
    source_ids
from ports
where portwatch_id is not null
order by port
