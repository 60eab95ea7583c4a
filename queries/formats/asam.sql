-- One row per anti-shipping activity message of NGA, in the layout of its own site.
-- format: NGA anti-shipping messages
-- publisher: US National Geospatial-Intelligence Agency
-- kind: official
-- dataset: incidents
-- source: nga-asam
-- cited as: NGA, Anti-Shipping Activity Messages (ASAM), downloaded by the data team
-- url: https://msi.nga.mil/Piracy
-- terms: cite; public messages of the US government
-- dates: date
-- texts: reference, position, navarea, subreg, hostility, victim, description
with read as (
    select
        *,
        upper(regexp_extract(position, '[NnSs]')) as north,
        upper(regexp_extract(position, '[EeWw]')) as east
    from file
),

halves as (
    select
        *,
        regexp_extract_all(split_part(upper(position), north, 1), '[0-9]+(?:\.[0-9]+)?') as lat,
        regexp_extract_all(
            split_part(split_part(upper(position), north, 2), east, 1), '[0-9]+(?:\.[0-9]+)?'
        ) as lon
    from read
),

placed as (
    select
        *,
        case when north = 'S' then -1 else 1 end * (
            lat[1]::double + coalesce(lat[2]::double, 0) / 60 + coalesce(lat[3]::double, 0) / 3600
        ) as latitude,
        case when east = 'W' then -1 else 1 end * (
            lon[1]::double + coalesce(lon[2]::double, 0) / 60 + coalesce(lon[3]::double, 0) / 3600
        ) as longitude,
        len(lat) between 1 and 3
        and len(lon) between 1 and 3
        and north <> ''
        and east <> ''
        and coalesce(greatest(lat[2]::double, lat[3]::double, lon[2]::double, lon[3]::double), 0)
        < 60 as is_placed
    from halves
)

select
    _row,
    'NGA' as publisher,
    trim(reference) as incident_id,
    date,
    null as date_precision,
    null as event_type,
    null as sub_type,
    nullif(trim(hostility, e' \t\r\n'), '') as actor,
    nullif(trim(victim, e' \t\r\n'), '') as target,
    case when is_placed then round(latitude, 6)::varchar else nullif(trim(position), '') end
        as latitude,
    case when is_placed then round(longitude, 6)::varchar else nullif(trim(position), '') end
        as longitude,
    null as geo_precision,
    nullif(concat_ws(', ', 'NAVAREA ' || trim(navarea), 'subregion ' || trim(subreg)), '') as place,
    null as country,
    null as fatalities,
    null as reported_by,
    nullif(trim(description, e' \t\r\n'), '') as description
from placed
