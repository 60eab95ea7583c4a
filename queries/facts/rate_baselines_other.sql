-- One row per lane and usual baseline of its rates that differs from the one chosen: the mean of
-- its assessments, where there are three or more, and the one chosen holds any.
select
    others.lane,
    others.baseline,
    others.baseline_usd_per_feu,
    others.baseline_assessments,
    others.source_ids
from rate_baselines_usual as others
inner join
    rate_baselines(start_day := $rate_baseline_start, end_day := $rate_baseline_end) as chosen
    on others.lane = chosen.lane
where
    others.baseline_assessments >= 3
    and others.baseline_usd_per_feu <> chosen.baseline_usd_per_feu
order by others.lane, others.place
