-- One row per lane and assessment date, with the lane's mean over the rate baseline.
-- Before 2023-09-01 the record is irregular: is_weekly is false there, and such rows are context.
-- The baseline is the mean of its assessments, a year before that of the week 52 weeks earlier, NULL
-- without any; index_pct is 100 at the baseline.
-- The war date is the first day of the Iran war, NULL where no event has that role.
-- The sources are those of the assessment, and after them those of its lane's baseline.
-- $lanes (texts): lanes; NULL = all
select
    rates.lane,
    rates.date,
    rates.usd_per_feu,
    rates.basis,
    rates.date >= first_weekly_day() as is_weekly,
    baseline.baseline_usd_per_feu,
    coalesce(baseline.baseline_assessments, 0) as baseline_assessments,
    100 * rates.usd_per_feu / baseline.baseline_usd_per_feu as index_pct,
    rates.usd_per_feu / baseline.baseline_usd_per_feu as multiple,
    rates.note,
    day_of('Iran war begins') as war_date,
    concat_ws('|', rates.source_ids, nullif(baseline.source_ids, '')) as source_ids
from freight_rates as rates
left join
    rate_baselines(
        start_day := $rate_baseline_start, end_day := $rate_baseline_end,
        year_before := $year_before
    ) as baseline
    on
        rates.lane = baseline.lane
        and date_trunc('week', rates.date)
        = coalesce(baseline.for_week, date_trunc('week', rates.date))
where
    ($start is null or rates.date >= $start::date)
    and ($end is null or rates.date <= $end::date)
    and ($lanes is null or list_contains($lanes::varchar[], rates.lane))
order by rates.lane, rates.date
