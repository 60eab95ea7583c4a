-- One row per port and day: port calls and estimated cargo by ship class.
-- format: IMF PortWatch daily ports
-- publisher: IMF PortWatch
-- kind: international organisation
-- dataset: port_calls
-- source: imf-portwatch
-- cited as: IMF PortWatch (portwatch.imf.org), UN Global Platform AIS, downloaded by the data team
-- url: https://portwatch.imf.org/
-- terms: attribute; IMF copyright and terms of 11 October 2024
--   (imf.org/en/About/copyright-and-terms), beside an older page of 2 January 2020, not settled for
--   PortWatch; read before bulk redistribution
-- dates: date
-- integers: portcalls_container, portcalls_dry_bulk, portcalls_general_cargo, portcalls_roro,
--   portcalls_tanker
-- numbers: import_container, import_dry_bulk, import_general_cargo, import_roro, import_tanker,
--   export_container, export_dry_bulk, export_general_cargo, export_roro, export_tanker
-- texts: portid, portname, country, iso3
-- ids portid: port[0-9]+
-- only $ports is null or list_contains(string_split(lower(replace($ports, ' ', '')), ','), portid):
--   only the ports chosen were asked for
-- $ports: PortWatch keys of the ports to load, separated by commas, such as port18,port9; optional
select
    _row,
    date,
    portid as port_id,
    trim(portname) as port,
    nullif(trim(country), '') as country,
    nullif(trim(iso3), '') as iso3,
    portcalls_container as calls_container,
    portcalls_dry_bulk as calls_dry_bulk,
    portcalls_general_cargo as calls_general_cargo,
    portcalls_roro as calls_roro,
    portcalls_tanker as calls_tanker,
    import_container as import_container_t,
    import_dry_bulk as import_dry_bulk_t,
    import_general_cargo as import_general_cargo_t,
    import_roro as import_roro_t,
    import_tanker as import_tanker_t,
    export_container as export_container_t,
    export_dry_bulk as export_dry_bulk_t,
    export_general_cargo as export_general_cargo_t,
    export_roro as export_roro_t,
    export_tanker as export_tanker_t
from file
