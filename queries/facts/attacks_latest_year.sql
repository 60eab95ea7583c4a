-- One row per selection: the attacks of the last twelve months of the record.
-- The twelve months end with the last day that the record reaches, by its check or by an attack
-- after it, or before it with the last day chosen. The count is NULL where none is found and no day
-- of the twelve months was checked; covered_from and covered_until are those that were. That of the
-- year before is NULL where the record does not reach back so far.
with year as (
    select (last_day - interval 1 year)::date + 1 as first_day, *
    from (
        select
            covers_from,
            covers_until,
            further_until,
            least(
                $end::date, greatest(covers_until, (select max(date) from attacks))
            ) as last_day
        from coverage
        where dataset = 'attacks'
    )
),

counted as (
    select
        year.*,
        coverage_status(
            year.first_day, year.last_day, year.covers_from, year.covers_until, year.further_until
        ) as coverage_status,
        greatest(year.first_day, year.covers_from) as covered_from,
        least(year.last_day, year.covers_until) as covered_until,
        (year.first_day - interval 1 year)::date as year_before_first_day,
        count(selected.date) filter (where selected.date >= year.first_day) as attacks,
        count(selected.date) filter (where selected.date < year.first_day) as attacks_year_before,
        max(selected.date) filter (where selected.date >= year.first_day) as last_attack,
        all_sources(if(selected.date >= year.first_day, selected.source_ids, null)) as source_ids
    from year
    left join selected_attacks(with_claims := $claimed) as selected
        on selected.date between year.first_day - interval 1 year and year.last_day
    group by all
)

select
    first_day,
    last_day,
    if_checked(attacks, attacks, coverage_status) as attacks,
    if(year_before_first_day >= covers_from, attacks_year_before, null) as attacks_year_before,
    last_attack,
    coverage_status,
    if(covered_from <= covered_until, covered_from, null) as covered_from,
    if(covered_from <= covered_until, covered_until, null) as covered_until,
    source_ids
from counted
