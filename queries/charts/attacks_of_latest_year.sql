-- One row per attack of the last twelve months of the record, in order of time, with its place.
-- The twelve months are those of facts/attacks_latest_year.
with year as (
    select
        least($end::date, greatest(covers_until, (select max(date) from attacks))) as last_day
    from coverage
    where dataset = 'attacks'
)

select
    incident_id,
    date,
    vessel_name,
    area,
    outcome,
    killed,
    latitude,
    longitude,
    position_basis,
    source_ids
from selected_attacks(with_claims := $claimed)
inner join year
    on date between (last_day - interval 1 year)::date + 1 and last_day
order by date, incident_id
