-- One row per event of ACLED, from exports since 2023 and from those of 2018 to 2022.
-- format: ACLED events
-- publisher: ACLED
-- kind: research or NGO
-- dataset: incidents
-- source: acled
-- cited as: ACLED, Armed Conflict Location & Event Data, export under the user's own licence
-- url: https://acleddata.com/
-- terms: licensed to its user under ACLED's terms of use, not to be passed on; a dashboard with its
--   rows that others can open gives them direct access to raw data, which the terms forbid
-- dates: event_date
-- integers: time_precision, geo_precision, fatalities
-- numbers: latitude, longitude
-- texts: event_id_cnty, event_type, sub_event_type, actor1, actor2, country, location, source, notes
-- warn coalesce(date_precision, 1) = 1 and try_strptime(regexp_extract(description,
--   '^[^.]{0,40}?([0-9]{1,2} [A-Z][a-z]+ [0-9]{4})', 1), '%d %B %Y')::date <> date:
--   the notes begin with another date than event_date
select
    _row,
    'ACLED' as publisher,
    trim(event_id_cnty) as incident_id,
    event_date as date,
    time_precision as date_precision,
    nullif(trim(event_type), '') as event_type,
    nullif(trim(sub_event_type), '') as sub_type,
    nullif(trim(actor1), '') as actor,
    nullif(trim(actor2), '') as target,
    latitude,
    longitude,
    geo_precision,
    nullif(trim(location), '') as place,
    nullif(trim(country), '') as country,
    fatalities,
    nullif(trim(source), '') as reported_by,
    nullif(trim(notes, e' \t\r\n'), '') as description
from file
