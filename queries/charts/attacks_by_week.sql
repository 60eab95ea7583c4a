-- One row per ISO week of the checked record of attacks: its attacks, none in many, and how many
-- days of it were checked, fewer than seven in the first week and the last. Transits are those of
-- Bab el-Mandeb on these days, NULL where one of them has no count.
with found as (
    select date, count(*) as attacks, all_sources(source_ids) as source_ids
    from selected_attacks(with_claims := $claimed)
    group by date
),

days as (
    select unnest(generate_series(covers_from, covers_until, interval 1 day))::date as date
    from coverage
    where dataset = 'attacks'
)

select
    date_trunc('week', days.date)::date as week,
    count(*) as days,
    coalesce(sum(found.attacks), 0)::bigint as attacks,
    case when count(passed.date) = count(*) then round(sum(passed.transits), 3) end as transits,
    all_sources(
        nullif(concat_ws('|', nullif(found.source_ids, ''), passed.source_ids), '')
    ) as source_ids
from days
left join found on days.date = found.date
left join transits_by_day('Bab el-Mandeb Strait') as passed on days.date = passed.date
group by date_trunc('week', days.date)
order by week
