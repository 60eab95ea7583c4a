-- One row per lane and usual baseline of its rates that differs from the one chosen: the mean of its
-- assessments, where there are three or more, and the one chosen holds any. The usual ones are the weeks before the first
-- hijacking, from September 2023 and from January 2023, and 2019, before the pandemic.
with usual as (
    select 1 as place, 'Sep-Nov 2023' as baseline, *
    from rate_baselines(weekly_rates_from(), day_of('first hijacking') - 1)
    union all
    select 2, 'Jan-Nov 2023', *
    from rate_baselines('2023-01-01', day_of('first hijacking') - 1)
    union all
    select 3, '2019', *
    from rate_baselines('2019-01-01', '2019-12-31')
)

select
    usual.lane,
    usual.baseline,
    usual.baseline_usd_per_feu,
    usual.baseline_assessments,
    usual.source_ids
from usual
inner join
    rate_baselines($rate_baseline_start, $rate_baseline_end) as chosen
    on usual.lane = chosen.lane
where
    usual.baseline_assessments >= 3
    and usual.baseline_usd_per_feu <> chosen.baseline_usd_per_feu
order by usual.lane, usual.place
