-- One row per lane: its baseline, and the highest and the latest assessment of the period.
-- The baseline is the mean of its assessments, NULL without any; multiples are of it. The sources
-- are those of the peak, of the latest and of the baseline.
with chosen as (
    select
        lane,
        count(*) as assessments,
        max(date) as latest_date,
        arg_max(usd_per_feu, date) as latest_usd_per_feu,
        max(usd_per_feu) as peak_usd_per_feu,
        min(date) filter (where is_peak) as peak_date,
        string_agg(source_ids, '|') filter (where is_peak or is_latest) as source_ids
    from (
        select
            *,
            usd_per_feu = max(usd_per_feu) over (partition by lane) as is_peak,
            date = max(date) over (partition by lane) as is_latest
        from freight_rates
        where
            ($start is null or date >= $start::date)
            and ($end is null or date <= $end::date)
    )
    group by lane
)

select
    chosen.lane,
    chosen.assessments,
    baseline.baseline_usd_per_feu,
    coalesce(baseline.baseline_assessments, 0) as baseline_assessments,
    chosen.peak_usd_per_feu,
    chosen.peak_date,
    chosen.peak_usd_per_feu / baseline.baseline_usd_per_feu as peak_multiple,
    chosen.latest_usd_per_feu,
    chosen.latest_date,
    chosen.latest_usd_per_feu / baseline.baseline_usd_per_feu as latest_multiple,
    all_sources(concat_ws('|', chosen.source_ids, baseline.source_ids)) as source_ids
from chosen
left join
    rate_baselines(start_day := $rate_baseline_start, end_day := $rate_baseline_end) as baseline
    on chosen.lane = baseline.lane
group by all
order by chosen.lane
