-- One row per port that the voyage calculator knows, by region and name.
select
    port_id,
    port,
    country,
    region,
    latitude,
    longitude,
    source_ids
from ports
order by region, port
