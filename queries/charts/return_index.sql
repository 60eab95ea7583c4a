-- One row per class ('container', 'all') and ISO week at Bab el-Mandeb: the return-to-Suez index.
-- 0 is the mean of the crisis, March 2024 to December 2025, 100 that of the 52 weeks before it, of
-- the mean of four weeks in a row. Ships are back once four weeks in a row lie above the 95th
-- percentile of the weeks of the crisis, after its first. Weeks that the Iran war touches are marked.
-- $fit_end (date): last day before the crisis
-- $crisis_start (date): first day that the mean of the crisis is taken over
-- $crisis_end (date): last day of it
-- Kept for $fit_end: usual_day('baseline_end')
-- Kept for $crisis_start: date '2024-03-01'
-- Kept for $crisis_end: date '2025-12-31'
with weeks as (
    select
        vessel_class,
        week,
        transits,
        days,
        transits / days as per_day,
        source_ids
    from transit_weeks
    where chokepoint = 'Bab el-Mandeb Strait' and vessel_class in ('container', 'all')
),

levels as (
    select
        vessel_class,
        sum(transits) filter (
            where week + 3 between $crisis_start::date and $crisis_end::date
        ) / sum(days) filter (where week + 3 between $crisis_start::date and $crisis_end::date)
            as crisis_per_day,
        quantile_cont(per_day, 0.95) filter (
            where week + 3 between $crisis_start::date and $crisis_end::date
        ) as back_per_day,
        sum(transits) filter (
            where week + 3 > $fit_end::date - 364 and week + 3 <= $fit_end::date
        ) / sum(days) filter (
            where week + 3 > $fit_end::date - 364 and week + 3 <= $fit_end::date
        ) as before_per_day
    from weeks
    group by vessel_class
),

moving as (
    select
        vessel_class,
        week,
        per_day,
        source_ids,
        case when min(week) over four = week - 21 then sum(transits) over four / sum(days) over four end
            as four_weeks_per_day,
        min(per_day) over four as least_per_day
    from weeks
    window
        four as (
            partition by vessel_class
            order by week rows between 3 preceding and current row
        )
)

select
    moving.vessel_class,
    moving.week,
    moving.per_day,
    moving.four_weeks_per_day,
    100 * (moving.four_weeks_per_day - levels.crisis_per_day)
    / nullif(levels.before_per_day - levels.crisis_per_day, 0) as index,
    levels.crisis_per_day,
    levels.before_per_day,
    levels.back_per_day,
    100 * (levels.back_per_day - levels.crisis_per_day)
    / nullif(levels.before_per_day - levels.crisis_per_day, 0) as back_index,
    coalesce(
        moving.four_weeks_per_day is not null
        and round(moving.least_per_day, 6) > round(levels.back_per_day, 6)
        and moving.week + 3 >= $crisis_start::date,
        false
    ) as is_back,
    coalesce(moving.week + 6 >= day_of('Iran war begins'), false) as is_war,
    moving.source_ids
from moving
inner join levels on moving.vessel_class = levels.vessel_class
where levels.crisis_per_day is not null and moving.week + 3 > $fit_end::date - 364
order by moving.vessel_class desc, moving.week
