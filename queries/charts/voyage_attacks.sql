-- One row per attack with a position in the twelve months that end with the last attack on record.
-- first_day and last_day are those of the twelve months.
with chosen as (
    select *
    from attack_list
    where $claimed or not claimed_only
),

year as (
    select (max(date) - interval 1 year)::date + 1 as first_day, max(date) as last_day
    from chosen
)

select
    year.first_day,
    year.last_day,
    chosen.incident_id,
    chosen.date,
    coalesce(chosen.vessel_name, 'unnamed ship') as vessel_name,
    chosen.outcome,
    chosen.latitude,
    chosen.longitude,
    chosen.source_ids
from chosen
inner join year on chosen.date between year.first_day and year.last_day
where chosen.latitude is not null
order by chosen.date, chosen.incident_id
