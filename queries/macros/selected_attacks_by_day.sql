-- One row per day on which the record of attacks was checked: its attacks, none on most days.
create or replace macro selected_attacks_by_day(with_claims) as table
with checked as (
    select unnest(generate_series(covers_from, covers_until, interval 1 day))::date as date
    from coverage
    where dataset = 'attacks'
)

select
    checked.date,
    count(found.date) as attacks,
    all_sources(found.source_ids) as source_ids
from checked
left join selected_attacks(with_claims := with_claims) as found on checked.date = found.date
group by checked.date
