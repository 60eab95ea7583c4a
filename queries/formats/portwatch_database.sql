-- One row per port or chokepoint: its names, position and yearly traffic.
-- format: IMF PortWatch ports database
-- publisher: IMF PortWatch
-- kind: international organisation
-- dataset: port_attributes
-- source: imf-portwatch
-- cited as: IMF PortWatch (portwatch.imf.org), UN Global Platform AIS, downloaded by the data team
-- url: https://portwatch.imf.org/
-- terms: attribute; IMF copyright and terms of 11 October 2024
--   (imf.org/en/About/copyright-and-terms), beside an older page of 2 January 2020, not settled for
--   PortWatch; read before bulk redistribution
-- integers: vessel_count_total, vessel_count_container, vessel_count_dry_bulk,
--   vessel_count_general_cargo, vessel_count_roro, vessel_count_tanker
-- numbers: lat, lon, share_country_maritime_import, share_country_maritime_export
-- texts: portid, portname, country, iso3, continent, fullname, industry_top1, industry_top2,
--   industry_top3, locode
-- ids portid: (port|chokepoint)[0-9]+
select
    _row,
    portid as port_id,
    trim(portname) as port,
    nullif(trim(fullname), '') as full_name,
    nullif(trim(country), '') as country,
    nullif(trim(iso3), '') as iso3,
    nullif(trim(continent), '') as continent,
    lat as latitude,
    lon as longitude,
    vessel_count_total as vessels_total,
    vessel_count_container as vessels_container,
    vessel_count_dry_bulk as vessels_dry_bulk,
    vessel_count_general_cargo as vessels_general_cargo,
    vessel_count_roro as vessels_roro,
    vessel_count_tanker as vessels_tanker,
    nullif(trim(industry_top1), '') as industry_1,
    nullif(trim(industry_top2), '') as industry_2,
    nullif(trim(industry_top3), '') as industry_3,
    share_country_maritime_import as share_of_imports,
    share_country_maritime_export as share_of_exports,
    nullif(trim(locode), '') as locode
from file
