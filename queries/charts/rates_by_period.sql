-- One row per lane and month or quarter with an assessment: the mean of its assessments.
-- It is not complete where the period or the check of the record leaves days of it out. The baseline
-- is the mean of its assessments, a year before that of the same weeks 52 weeks earlier, NULL without
-- any; index_pct is 100 at the baseline, over the assessments that have one. Before 2023-09-01 the
-- record is irregular: is_weekly is false there.
-- $grain (text): month or quarter
-- $lanes (texts): lanes; NULL = all
with compared as (
    select
        rates.lane,
        rates.usd_per_feu,
        rates.source_ids,
        date_trunc($grain, rates.date)::date as period_start,
        if(baseline.lane is null, null, rates.usd_per_feu) as comparable,
        baseline.baseline_usd_per_feu,
        baseline.source_ids as baseline_ids
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
),

averaged as (
    select
        lane,
        period_start,
        period_end(period_start, $grain) as period_end,
        count(*) as assessments,
        avg(usd_per_feu) as usd_per_feu,
        avg(baseline_usd_per_feu) as baseline_usd_per_feu,
        avg(comparable) / avg(baseline_usd_per_feu) as multiple,
        concat_ws('|', all_sources(source_ids), nullif(all_sources(baseline_ids), ''))
            as source_ids
    from compared
    group by lane, period_start
)

select
    averaged.lane,
    averaged.period_start,
    averaged.period_end,
    averaged.period_start >= greatest($start::date, checked.covers_from)
    and averaged.period_end <= least($end::date, checked.covers_until) as is_complete,
    averaged.period_start >= first_weekly_day() as is_weekly,
    averaged.assessments,
    averaged.usd_per_feu,
    averaged.baseline_usd_per_feu,
    100 * averaged.multiple as index_pct,
    averaged.multiple,
    averaged.source_ids
from averaged
cross join (
    select
        coalesce(max(covers_from), min(freight_rates.date)) as covers_from,
        coalesce(max(covers_until), max(freight_rates.date)) as covers_until
    from freight_rates
    left join coverage on coverage.dataset = 'freight_rates'
) as checked
order by averaged.lane, averaged.period_start
