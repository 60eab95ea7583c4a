-- One row per class ('all', 'container'): ships a day at Bab el-Mandeb and at the Cape together, in
-- the 52 weeks before the crisis and since. The plainest check of what would have been expected:
-- a ship between Asia and Europe passes one or the other. A week counts where its Thursday lies.
-- $fit_end (date): last day before the crisis
with weeks as (
    select
        chokepoint,
        vessel_class,
        middle_day > $fit_end::date as is_since,
        transits,
        days,
        week,
        source_ids
    from transit_counts
    where
        chokepoint in ('Bab el-Mandeb Strait', 'Cape of Good Hope')
        and vessel_class in ('all', 'container')
        and middle_day > $fit_end::date - 364
        and ($until is null or middle_day <= $until::date)
),

per_passage as (
    select
        vessel_class,
        chokepoint,
        sum(transits) filter (where not is_since) / sum(days) filter (where not is_since)
            as before_per_day,
        sum(transits) filter (where is_since) / sum(days) filter (where is_since) as since_per_day,
        min(week) filter (where not is_since) as before_first_week,
        max(week) filter (where is_since) as since_last_week,
        all_sources(source_ids) as source_ids
    from weeks
    group by vessel_class, chokepoint
)

select
    vessel_class,
    sum(before_per_day) as before_per_day,
    sum(since_per_day) as since_per_day,
    100 * (sum(since_per_day) / sum(before_per_day) - 1) as change_pct,
    min(before_first_week) as before_first_week,
    max(since_last_week) as since_last_week,
    all_sources(source_ids) as source_ids
from per_passage
group by vessel_class
having count(before_per_day) = 2 and count(since_per_day) = 2
order by vessel_class
