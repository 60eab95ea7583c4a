-- One row per port and month with a day on record: mean calls a day by ship class, tonnes imported.
-- PortWatch estimates both from AIS. Means and sums are over the days on record within the days
-- chosen, of which there are `days`; a day that is not on record is unknown, not zero. The tonnes of
-- a month with fewer days than it has are those of its days on record alone.
-- The days are bounds of constants: so written, the scan passes over what lies outside them, which
-- halves the time on five million rows.
-- $port_ids (texts): keys of PortWatch, as in lists/portwatch_ports; NULL = all
select
    port_id,
    arg_max(port, date) as port,
    date_trunc('month', date)::date as month,
    min(date) as first_day,
    max(date) as last_day,
    count(*) as days,
    date_part('day', last_day(any_value(date)))::bigint as days_in_month,
    avg(
        calls_container + calls_dry_bulk + calls_general_cargo + calls_roro + calls_tanker
    ) as calls_per_day,
    avg(calls_container) as calls_container_per_day,
    avg(calls_dry_bulk) as calls_dry_bulk_per_day,
    avg(calls_general_cargo) as calls_general_cargo_per_day,
    avg(calls_roro) as calls_roro_per_day,
    avg(calls_tanker) as calls_tanker_per_day,
    sum(
        import_container_t + import_dry_bulk_t + import_general_cargo_t + import_roro_t
        + import_tanker_t
    )::double as import_t,
    sum(import_container_t)::double as import_container_t,
    sum(import_dry_bulk_t)::double as import_dry_bulk_t,
    sum(import_general_cargo_t)::double as import_general_cargo_t,
    sum(import_roro_t)::double as import_roro_t,
    sum(import_tanker_t)::double as import_tanker_t,
    all_sources(source_ids) as source_ids
from port_calls
where
    ($port_ids is null or list_contains($port_ids::varchar[], port_id))
    and date between coalesce($start::date, '-infinity') and coalesce($end::date, 'infinity')
group by port_id, month
order by port_id, month
