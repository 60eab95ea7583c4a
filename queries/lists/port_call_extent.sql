-- One row per PortWatch port with a day on record, of those asked for: its days, whatever the
-- period.
-- $port_ids (texts): keys of PortWatch, as in lists/portwatch_ports; NULL = all
select
    port_id,
    arg_max(port, date) as port,
    min(date) as first_day,
    max(date) as last_day,
    count(*) as days
from port_calls
where $port_ids is null or list_contains($port_ids::varchar[], port_id)
group by port_id
order by port_id
