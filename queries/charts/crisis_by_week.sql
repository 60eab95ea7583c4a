-- One row per ISO week whose Thursday lies in the days chosen: all records at one date.
-- Attacks are those of the week; NULL beyond the check of the record. Transits are percent of their
-- baseline. Rates are the assessment of that week and its multiple of the rate baseline, whose
-- sources each week with a rate names as well. Imports are tonnes of fuel and food a month in the
-- published period that holds the Thursday. Missing stays NULL. A year before each week has a baseline
-- of its own, the week 52 weeks earlier.
with usual as (
    select
        for_week(week, $year_before) as for_week,
        sum(bab_el_mandeb) filter (is_usual) / sum(bab_el_mandeb_days) filter (is_usual)
            as bab_el_mandeb,
        sum(suez) filter (is_usual) / sum(suez_days) filter (is_usual) as suez,
        sum(cape) filter (is_usual) / sum(cape_days) filter (is_usual) as cape,
        avg(rotterdam) filter (is_at_rest) as rotterdam,
        string_agg(distinct rotterdam_ids, '|') filter (is_at_rest) as rotterdam_ids,
        avg(new_york) filter (is_at_rest) as new_york,
        string_agg(distinct new_york_ids, '|') filter (is_at_rest) as new_york_ids
    from (
        select
            *,
            day between coalesce($baseline_start::date, day) and coalesce($baseline_end::date, day)
                as is_usual,
            day between coalesce($rate_baseline_start::date, day)
                and coalesce($rate_baseline_end::date, day) as is_at_rest
        from whole_record_by_day
    )
    where is_usual or is_at_rest
    group by for_week(week, $year_before)
),

by_week as (
    select
        week,
        sum(bab_el_mandeb) as bab_el_mandeb,
        sum(bab_el_mandeb_days)::bigint as bab_el_mandeb_days,
        sum(suez) as suez,
        sum(suez_days)::bigint as suez_days,
        sum(cape) as cape,
        sum(cape_days)::bigint as cape_days,
        string_agg(transits_ids, '|') as transits_ids,
        max(rotterdam_date) as rotterdam_date,
        arg_max(rotterdam, rotterdam_date) as rotterdam,
        max(new_york_date) as new_york_date,
        arg_max(new_york, new_york_date) as new_york,
        string_agg(rates_ids, '|') as rates_ids
    from whole_record_by_day
    where day between coalesce($start::date, day) and coalesce($end::date, day)
    group by week
),

weeks as (
    select
        unnest(
            generate_series(date_trunc('week', first_day + 3), last_day - 3, interval 7 day)
        )::date as week
    from (
        select
            coalesce($start::date, first_day) as first_day,
            least($end::date, last_day) as last_day
        from whole_record_by_week
        limit 1
    )
)

select
    weeks.week,
    if($claimed::boolean, known.attacks, known.attested) as attacks_in_week,
    100 * by_week.bab_el_mandeb / by_week.bab_el_mandeb_days / nullif(usual.bab_el_mandeb, 0)
        as bab_el_mandeb_index_pct,
    100 * by_week.suez / by_week.suez_days / nullif(usual.suez, 0) as suez_index_pct,
    100 * by_week.cape / by_week.cape_days / nullif(usual.cape, 0) as cape_index_pct,
    by_week.bab_el_mandeb_days,
    by_week.suez_days,
    by_week.cape_days,
    by_week.rotterdam_date,
    by_week.rotterdam as rotterdam_usd_per_feu,
    by_week.rotterdam / usual.rotterdam as rotterdam_multiple,
    by_week.new_york_date,
    by_week.new_york as new_york_usd_per_feu,
    by_week.new_york / usual.new_york as new_york_multiple,
    known.imports_period_start,
    known.imports_period_end,
    known.imports_t_per_month,
    known.imports_error_t_per_month,
    concat_ws(
        '|',
        if($claimed::boolean, known.attacks_ids, known.attested_ids),
        sources_of(by_week.transits_ids),
        sources_of(
            concat_ws(
                '|',
                by_week.rates_ids,
                if(by_week.rotterdam is not null, usual.rotterdam_ids, null),
                if(by_week.new_york is not null, usual.new_york_ids, null)
            )
        ),
        known.imports_ids
    ) as source_ids
from weeks
left join usual on weeks.week = coalesce(usual.for_week, weeks.week)
left join by_week on weeks.week = by_week.week
left join whole_record_by_week as known on weeks.week = known.week
order by weeks.week
