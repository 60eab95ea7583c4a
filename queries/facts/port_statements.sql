-- One row per published statement on the ports, the two founding claims first, then by date.
-- The founding claims are those that the essay makes on which the dashboard was commissioned. Statements have different wholes: they are not to be averaged.
-- $kinds (texts): kinds (share, change, capacity, volume, loss, inspection); NULL = all
select
    fact_id,
    kind,
    claim,
    share_pct,
    value,
    unit,
    of_what,
    date_of_statement,
    claim_id is not null as is_founding,
    claim like '%(computed)%' as is_computed,
    claim like 'PortWatch%' as is_ais_estimate,
    note,
    publishers_of(source_ids) as publishers,
    source_ids
from port_facts
where $kinds is null or list_contains($kinds::varchar[], kind)
order by is_founding desc, date_of_statement desc, fact_id
