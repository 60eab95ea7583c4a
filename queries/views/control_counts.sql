-- One row per control, class of ship ('total', 'tanker', 'cargo') and ISO week with data.
-- Controls are straits that ships between Asia and Europe pass whichever way they take: they are
-- never among transit_counts. Weeks are those of control_transits; where a publisher's file gave
-- the days of a week, these, unless they are fewer than the week has there. All classes have a sum
-- only on days on which none is missing, and tonnes only where each has them.
with by_day as (
    select
        chokepoint,
        week_start,
        days,
        count(*) filter (vessel_class = 'tanker') as tanker_rows,
        count(*) filter (vessel_class <> 'tanker') as cargo_rows,
        sum(transits) filter (vessel_class = 'tanker') as tankers,
        sum(transits) filter (vessel_class <> 'tanker') as cargo,
        sum(trade_volume_t) filter (vessel_class = 'tanker') as tankers_t,
        case
            when count(trade_volume_t) filter (vessel_class <> 'tanker') = 4
                then sum(trade_volume_t) filter (vessel_class <> 'tanker')
        end as cargo_t,
        min(source_ids) filter (vessel_class = 'tanker') as tankers_ids,
        min(source_ids) filter (vessel_class <> 'tanker') as cargo_ids
    from transits
    where chokepoint in ('Malacca Strait', 'Dover Strait')
    group by chokepoint, week_start, days
),

by_class as (
    select
        'total' as vessel_class,
        chokepoint,
        week_start,
        days,
        tankers + cargo as transits,
        tankers_t + cargo_t as trade_volume_t,
        least(tankers_ids, cargo_ids) as source_ids
    from by_day
    where tanker_rows = 1 and cargo_rows = 4
    union all
    select 'tanker', chokepoint, week_start, days, tankers, tankers_t, tankers_ids
    from by_day
    where tanker_rows = 1
    union all
    select 'cargo', chokepoint, week_start, days, cargo, cargo_t, cargo_ids
    from by_day
    where cargo_rows = 4
),

by_week as (
    select
        chokepoint,
        vessel_class,
        date_trunc('week', week_start + (days::integer - 1) // 2)::date as week,
        true as is_newer,
        sum(days)::bigint as days,
        sum(transits)::bigint as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        min(source_ids) as source_ids
    from by_class
    group by all
    union all by name
    select
        chokepoint,
        vessel_class,
        week_start as week,
        false as is_newer,
        days,
        transits,
        trade_volume_t,
        source_ids
    from control_transits
)

select chokepoint, vessel_class, week, days, transits, trade_volume_t, source_ids
from by_week
qualify
    row_number() over (partition by chokepoint, vessel_class, week order by days desc, is_newer desc)
    = 1
