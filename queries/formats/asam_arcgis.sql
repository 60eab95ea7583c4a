-- One row per anti-shipping activity message of NGA, in the layout of an ArcGIS export.
-- format: NGA anti-shipping messages, ArcGIS export
-- publisher: US National Geospatial-Intelligence Agency
-- kind: official
-- dataset: incidents
-- source: nga-asam
-- cited as: NGA, Anti-Shipping Activity Messages (ASAM), downloaded by the data team
-- url: https://msi.nga.mil/Piracy
-- terms: cite; public messages of the US government
-- dates: dateofocc
-- numbers: x, y
-- texts: reference, subreg, hostility_d, victim_d, description, navarea
select
    _row,
    'NGA' as publisher,
    trim(reference) as incident_id,
    dateofocc as date,
    null as date_precision,
    null as event_type,  -- hostilitytype_l and victim_l are codes without a key
    null as sub_type,
    nullif(trim(hostility_d, e' \t\r\n'), '') as actor,
    nullif(trim(victim_d, e' \t\r\n'), '') as target,
    y as latitude,
    x as longitude,
    null as geo_precision,
    nullif(concat_ws(', ', 'NAVAREA ' || trim(navarea), 'subregion ' || trim(subreg)), '') as place,
    null as country,
    null as fatalities,
    null as reported_by,
    nullif(trim(description, e' \t\r\n'), '') as description
from file
