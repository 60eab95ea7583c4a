-- One row per selection: the attacks of the last twelve months of the record that were checked.
-- The twelve months end with the check of the record, or before it with the last day chosen.
-- $end: last day, inclusive; NULL = the day to which the record was checked
-- $claimed: true = with attacks known from a Houthi claim alone; NULL or false = without them
with days as (
    select least(coalesce($end::date, covers_until), covers_until) as last_day
    from coverage
    where dataset = 'attacks'
),

year as (
    select (last_day - interval 1 year)::date + 1 as first_day, last_day
    from days
)

select
    year.first_day,
    year.last_day,
    count(selected.incident_id) as attacks,
    max(selected.date) as last_attack,
    all_sources(selected.source_ids) as source_ids
from year
left join selected_attacks(
    year.first_day, year.last_day, $claimed, null, null, null, null, null, null
) as selected on true
group by year.first_day, year.last_day
