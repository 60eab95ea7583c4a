-- One row per lane: its baseline, and the highest and the latest assessment of the period.
-- The baseline is the mean of its assessments, NULL without any; multiples are of it. A year before
-- each assessment has that of the week 52 weeks earlier: baseline_usd_per_feu is that of the latest,
-- and baseline_assessments counts those of the period that have one. The sources are those of the
-- peak, of the latest and of their baselines.
with compared as (
    select
        rates.lane,
        rates.date,
        rates.usd_per_feu,
        rates.usd_per_feu / baseline.baseline_usd_per_feu as multiple,
        baseline.for_week,
        baseline.baseline_usd_per_feu,
        baseline.baseline_assessments,
        concat_ws('|', rates.source_ids, baseline.source_ids) as source_ids,
        rates.usd_per_feu = max(rates.usd_per_feu) over (partition by rates.lane) as is_peak,
        rates.date = max(rates.date) over (partition by rates.lane) as is_latest
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
)

select
    lane,
    count(*) as assessments,
    max(baseline_usd_per_feu) filter (where is_latest) as baseline_usd_per_feu,
    coalesce(
        if(count(for_week) > 0, sum(baseline_assessments)::bigint, max(baseline_assessments)), 0
    ) as baseline_assessments,
    max(usd_per_feu) as peak_usd_per_feu,
    min(date) filter (where is_peak) as peak_date,
    arg_min(multiple, date) filter (where is_peak) as peak_multiple,
    arg_max(usd_per_feu, date) as latest_usd_per_feu,
    max(date) as latest_date,
    max(multiple) filter (where is_latest) as latest_multiple,
    all_sources(if(is_peak or is_latest, source_ids, null)) as source_ids
from compared
group by lane
order by lane
