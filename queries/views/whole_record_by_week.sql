-- One row per ISO week of the records that charts/crisis_by_week sets side by side, with what no
-- filter cuts: its attacks, attested and all, NULL beyond the check of the record, and the published
-- period of imports that holds its Thursday. The first and the last day are those of all records.
with span as (
    select min(first_day) as first_day, max(last_day) as last_day
    from (
        select min(date) as first_day, max(date) as last_day
        from freight_rates
        where date >= first_weekly_day()
        union all
        select min(week_start), max(week_start) + 6
        from transits
        union all
        select covers_from, covers_until
        from coverage
        where dataset = 'attacks'
        union all
        select min(period_start), max(period_end)
        from port_imports_periods
        where port = 'Red Sea ports (all three)' and commodity = 'all'
    )
),

attacked as (
    select
        date_trunc('week', date)::date as week,
        nullif(count(*) filter (not claimed_only), 0) as attested,
        nullif(all_sources(if(claimed_only, null, source_ids)), '') as attested_ids,
        count(*) as attacks,
        all_sources(source_ids) as attacks_ids
    from attack_list
    group by date_trunc('week', date)
),

weeks as (
    select
        unnest(generate_series(date_trunc('week', first_day), last_day, interval 7 day))::date as week
    from span
    union
    select week
    from attacked
)

select
    weeks.week,
    span.first_day,
    span.last_day,
    if(checked.dataset is null, attacked.attested, coalesce(attacked.attested, 0)) as attested,
    attacked.attested_ids,
    if(checked.dataset is null, attacked.attacks, coalesce(attacked.attacks, 0)) as attacks,
    attacked.attacks_ids,
    imports.period_start as imports_period_start,
    imports.period_end as imports_period_end,
    imports.tonnes / imports.months as imports_t_per_month,
    imports.max_error_t / imports.months as imports_error_t_per_month,
    imports.source_ids as imports_ids
from weeks
cross join span
left join coverage as checked
    on
        checked.dataset = 'attacks'
        and weeks.week + 3 between checked.covers_from and checked.covers_until
left join attacked on weeks.week = attacked.week
left join port_imports_periods as imports
    on
        weeks.week + 3 between imports.period_start and imports.period_end
        and imports.port = 'Red Sea ports (all three)'
        and imports.commodity = 'all'
order by weeks.week
