-- One row per ISO week of the checked record of attacks: its attacks, none in many, and how many
-- days of it were checked, fewer than seven in the first week and the last. Transits are those of
-- Bab el-Mandeb on these days, NULL where one of them has no count.
with checked as (
    select unnest(generate_series(covers_from, covers_until, interval 1 day))::date as date
    from coverage
    where dataset = 'attacks'
),

days as (
    select
        checked.date,
        count(found.date) as attacks,
        all_sources(found.source_ids) as source_ids
    from checked
    left join selected_attacks(with_claims := $claimed) as found on checked.date = found.date
    group by checked.date
)

select
    date_trunc('week', days.date)::date as week,
    count(*) as days,
    sum(days.attacks)::bigint as attacks,
    case when count(passed.date) = count(*) then round(sum(passed.transits), 3) end as transits,
    all_sources(
        nullif(concat_ws('|', nullif(days.source_ids, ''), passed.source_ids), '')
    ) as source_ids
from days
left join transits_by_day as passed
    on days.date = passed.date and passed.chokepoint = 'Bab el-Mandeb Strait'
group by date_trunc('week', days.date)
order by week
