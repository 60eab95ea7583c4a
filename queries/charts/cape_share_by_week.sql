-- One row per ISO week with data at both ways: the Cape's share of (Cape + Suez).
-- It divides the ships between the two ways and is no sum of traffic: not every ship that passes
-- one of them had the choice of the other. A week counts where its Thursday lies. The baseline is
-- the share of the means per day of its weeks with both, NULL without any.
-- $vessel_classes (texts): vessel classes; NULL = all
with baseline_means as (
    select
        sum(cape.transits) / sum(cape.days) as cape_per_day,
        sum(suez.transits) / sum(suez.days) as suez_per_day,
        count(*) as baseline_weeks
    from
        transits_per_week(
            start_day := $baseline_start, end_day := $baseline_end,
            at_chokepoints := ['Cape of Good Hope'], of_classes := $vessel_classes
        )
            as cape
    inner join
        transits_per_week(
            start_day := $baseline_start, end_day := $baseline_end,
            at_chokepoints := ['Suez Canal'], of_classes := $vessel_classes
        ) as suez
        on cape.week = suez.week
),

baseline as (
    select
        100 * cape_per_day / nullif(cape_per_day + suez_per_day, 0) as baseline_cape_share_pct,
        baseline_weeks
    from baseline_means
)

select
    cape.week,
    cape.days as cape_days,
    suez.days as suez_days,
    cape.transits / cape.days as cape_per_day,
    suez.transits / suez.days as suez_per_day,
    100 * (cape.transits / cape.days)
    / nullif(cape.transits / cape.days + suez.transits / suez.days, 0) as cape_share_pct,
    baseline.baseline_cape_share_pct,
    baseline.baseline_weeks,
    all_sources(concat_ws('|', cape.source_ids, suez.source_ids)) as source_ids
from transits_per_week(
    start_day := $start, end_day := $end, at_chokepoints := ['Cape of Good Hope'],
    of_classes := $vessel_classes
) as cape
inner join transits_per_week(
    start_day := $start, end_day := $end, at_chokepoints := ['Suez Canal'],
    of_classes := $vessel_classes
) as suez
    on cape.week = suez.week
cross join baseline
group by all
order by cape.week
