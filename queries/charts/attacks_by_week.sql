-- One row per ISO week of the checked record of attacks: its attacks, none in many, and how many
-- days of it were checked, fewer than seven in the first week and the last. Transits are those of
-- Bab el-Mandeb on these days, NULL where one of them has no count.
-- Kept for $claimed: false, true
select
    date_trunc('week', days.date)::date as week,
    count(*) as days,
    sum(days.attacks)::bigint as attacks,
    case when count(passed.date) = count(*) then round(sum(passed.transits), 3) end as transits,
    all_sources(
        nullif(concat_ws('|', nullif(days.source_ids, ''), passed.source_ids), '')
    ) as source_ids
from selected_attacks_by_day(with_claims := $claimed) as days
left join transits_by_day as passed
    on days.date = passed.date and passed.chokepoint = 'Bab el-Mandeb Strait'
group by date_trunc('week', days.date)
order by week
