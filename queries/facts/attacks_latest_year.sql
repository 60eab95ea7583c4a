-- One row per selection: the attacks of the last twelve months of the record.
-- The twelve months end with the last day that the record reaches, by its check or by an attack
-- after it, or before it with the last day chosen. The count is NULL where none is found and no day
-- of the twelve months was checked; covered_from and covered_until are those that were.
with reached as (
    select greatest(max(coverage.covers_until), max(latest.date)) as last_day
    from coverage
    left join (select max(date) as date from attacks) as latest on true
    where coverage.dataset = 'attacks'
),

year as (
    select (last_day - interval 1 year)::date + 1 as first_day, last_day
    from (
        select least(coalesce($end::date, last_day), last_day) as last_day
        from reached
    )
    where last_day is not null
),

counted as (
    select
        year.first_day,
        year.last_day,
        count(selected.incident_id) as attacks,
        max(selected.date) as last_attack,
        all_sources(selected.source_ids) as source_ids
    from year
    left join selected_attacks(
        start_day := year.first_day, end_day := year.last_day, with_claims := $claimed
    ) as selected on true
    group by year.first_day, year.last_day
)

select
    counted.first_day,
    counted.last_day,
    if_checked(counted.attacks, counted.attacks, period.coverage_status) as attacks,
    counted.last_attack,
    period.coverage_status,
    period.covered_from,
    period.covered_until,
    counted.source_ids
from counted
cross join lateral (
    select * from coverage_within(
        of_dataset := 'attacks', start_day := counted.first_day, end_day := counted.last_day
    )
) as period
