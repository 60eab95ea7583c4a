-- One row per statement on container ships at Suez against the year before: our cargo, our ships,
-- then what others counted in the last quarter of the record.
-- Ours are the latest four weeks with data, each with the same week a year (364 days) before it; a
-- week without one, or without an estimate of its cargo, is left out. What others say of the
-- year before is a figure of delays, or stands in the note of their count ("64% above the year
-- before"); said_by is then who the note begins with, else the publishers.
with weekly as (
    select
        week,
        sum(transits) as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        sum(days) as days,
        all_sources(source_ids) as source_ids
    from suez_container_counts
    where $end is null or middle_day <= $end::date
    group by week
),

paired as (
    select
        now.week,
        now.days,
        before.transits as ships_before,
        before.trade_volume_t as cargo_t_before,
        before.days as days_before,
        now.transits,
        now.trade_volume_t,
        concat_ws('|', now.source_ids, before.source_ids) as source_ids
    from weekly as now
    inner join weekly as before on now.week - 364 = before.week
    where now.trade_volume_t is not null and before.trade_volume_t is not null
    order by now.week desc
    limit 4
),

latest as (
    select
        min(week) as period_start,
        max(week) + 6 as period_end,
        sum(transits) / sum(days) as ships_per_day,
        sum(ships_before) / sum(days_before) as ships_per_day_before,
        sum(trade_volume_t) / sum(days) / 1000 as cargo_kt_per_day,
        sum(cargo_t_before) / sum(days_before) / 1000 as cargo_kt_per_day_before,
        all_sources(source_ids) as source_ids
    from paired
    having count(*) > 0
),

stated as (
    select
        unnest([0, 1]) as place,
        unnest(['cargo', 'ships']) as measure,
        period_start,
        period_end,
        unnest([cargo_kt_per_day, ships_per_day]) as value,
        unnest([cargo_kt_per_day_before, ships_per_day_before]) as value_year_before,
        unnest(['thousand t/day', 'transits/day']) as unit,
        100 * (value / nullif(value_year_before, 0) - 1) as change_pct,
        'this record' as said_by,
        source_ids
    from latest
    union all by name
    select others.*, 'ships' as measure
    from suez_container_statements as others
    inner join latest on others.period_end > latest.period_end - 92
    where $end is null or others.period_end <= $end::date
)

select
    measure,
    said_by,
    period_start,
    period_end,
    value,
    value_year_before,
    unit,
    change_pct,
    note,
    source_ids
from stated
order by place, period_end desc, said_by
