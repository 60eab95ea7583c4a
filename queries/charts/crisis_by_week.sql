-- One row per ISO week whose Thursday lies in the days chosen: all records at one date.
-- Attacks are those of the week; NULL beyond the check of the record. Transits are percent of their
-- baseline. Rates are the assessment of that week and its multiple of the rate baseline, whose
-- sources each week with a rate names as well. Imports are tonnes of fuel and food a month in the
-- published period that holds the Thursday. Missing stays NULL.
with attacks_by_week as (
    select
        date_trunc('week', date)::date as week,
        count(*) as attacks,
        all_sources(source_ids) as ids
    from selected_attacks(
        start_day := $start::date - 6, end_day := $end::date + 6, with_claims := $claimed
    )  -- whole weeks, of those whose Thursday lies in the days chosen
    group by week
),

checked as (
    select covers_from, covers_until
    from coverage
    where dataset = 'attacks'
),

transits_indexed as (
    select
        weekly.week,
        weekly.chokepoint,
        weekly.days,
        100 * weekly.transits / weekly.days / nullif(baseline.baseline_per_day, 0) as index_pct,
        weekly.source_ids
    from transits_per_week(start_day := $start, end_day := $end) as weekly
    left join
        usual_transits(start_day := $baseline_start, end_day := $baseline_end) as baseline
        on weekly.chokepoint = baseline.chokepoint
),

transits_by_week as (
    select
        week,
        max(index_pct) filter (where chokepoint = 'Bab el-Mandeb Strait')
            as bab_el_mandeb_index_pct,
        max(index_pct) filter (where chokepoint = 'Suez Canal') as suez_index_pct,
        max(index_pct) filter (where chokepoint = 'Cape of Good Hope') as cape_index_pct,
        max(days) filter (where chokepoint = 'Bab el-Mandeb Strait') as bab_el_mandeb_days,
        max(days) filter (where chokepoint = 'Suez Canal') as suez_days,
        max(days) filter (where chokepoint = 'Cape of Good Hope') as cape_days,
        all_sources(source_ids) as ids
    from transits_indexed
    where chokepoint in ('Bab el-Mandeb Strait', 'Suez Canal', 'Cape of Good Hope')
    group by week
),

rates_by_week as (
    select
        date_trunc('week', rates.date)::date as week,
        max(rates.date) filter (where rates.lane = 'Shanghai-Rotterdam') as rotterdam_date,
        arg_max(rates.usd_per_feu, rates.date) filter (where rates.lane = 'Shanghai-Rotterdam')
            as rotterdam_usd_per_feu,
        arg_max(rates.usd_per_feu / baseline.baseline_usd_per_feu, rates.date)
            filter (where rates.lane = 'Shanghai-Rotterdam') as rotterdam_multiple,
        max(rates.date) filter (where rates.lane = 'Shanghai-New York') as new_york_date,
        arg_max(rates.usd_per_feu, rates.date) filter (where rates.lane = 'Shanghai-New York')
            as new_york_usd_per_feu,
        arg_max(rates.usd_per_feu / baseline.baseline_usd_per_feu, rates.date)
            filter (where rates.lane = 'Shanghai-New York') as new_york_multiple,
        all_sources(concat_ws('|', rates.source_ids, baseline.source_ids)) as ids
    from freight_rates as rates
    left join
        rate_baselines(start_day := $rate_baseline_start, end_day := $rate_baseline_end) as baseline
        on rates.lane = baseline.lane
    where
        rates.lane in ('Shanghai-Rotterdam', 'Shanghai-New York')
        and rates.date >= first_weekly_day()
        and ($start is null or rates.date >= $start::date)
        and ($end is null or rates.date <= $end::date)
    group by all
),

imports_by_period as (
    select
        period_start,
        period_end,
        tonnes / months as imports_t_per_month,
        max_error_t / months as imports_error_t_per_month,
        source_ids as ids
    from port_imports_periods
    where port = 'Red Sea ports (all three)' and commodity = 'all'
),

days as (
    select
        coalesce($start::date, min(first_day)) as first_day,
        least(coalesce($end::date, max(last_day)), max(last_day)) as last_day
    from (
        select min(date) as first_day, max(date) as last_day from freight_rates
        where date >= first_weekly_day()
        union all
        select min(week_start), max(week_start) + 6 from transits
        union all
        select min(covers_from), max(covers_until) from checked
        union all
        select min(period_start), max(period_end) from imports_by_period
    )
),

weeks as (
    select thursday, date_trunc('week', thursday)::date as week
    from (
        select unnest(generate_series(first_day, last_day, interval 1 day))::date as thursday
        from days
    )
    where isodow(thursday) = 4
)

select
    weeks.week,
    case
        when weeks.thursday between checked.covers_from and checked.covers_until
            then coalesce(attacks_by_week.attacks, 0)
        else attacks_by_week.attacks
    end as attacks_in_week,
    transits_by_week.bab_el_mandeb_index_pct,
    transits_by_week.suez_index_pct,
    transits_by_week.cape_index_pct,
    transits_by_week.bab_el_mandeb_days,
    transits_by_week.suez_days,
    transits_by_week.cape_days,
    rates_by_week.rotterdam_date,
    rates_by_week.rotterdam_usd_per_feu,
    rates_by_week.rotterdam_multiple,
    rates_by_week.new_york_date,
    rates_by_week.new_york_usd_per_feu,
    rates_by_week.new_york_multiple,
    imports_by_period.period_start as imports_period_start,
    imports_by_period.period_end as imports_period_end,
    imports_by_period.imports_t_per_month,
    imports_by_period.imports_error_t_per_month,
    concat_ws(
        '|', attacks_by_week.ids, transits_by_week.ids, rates_by_week.ids, imports_by_period.ids
    ) as source_ids
from weeks
left join checked on true
left join attacks_by_week on weeks.week = attacks_by_week.week
left join transits_by_week on weeks.week = transits_by_week.week
left join rates_by_week on weeks.week = rates_by_week.week
left join imports_by_period
    on weeks.thursday between imports_by_period.period_start and imports_by_period.period_end
order by weeks.week
