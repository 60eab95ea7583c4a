-- One row per control, class of ship ('total', 'tanker', 'cargo') and ISO week with data.
-- Controls are straits that ships between Asia and Europe pass whichever way they take: they are
-- never among transit_counts. Weeks are those of control_transits; where a publisher's file gave
-- the days of a week, these, unless they are fewer than the week has there. All classes have a sum
-- only on days on which none is missing, and tonnes only where each has them.
with by_class as (
    select
        chokepoint,
        unnest(['total', case when vessel_class = 'tanker' then 'tanker' else 'cargo' end])
            as control_class,
        date_trunc('week', week_start + (days::integer - 1) // 2)::date as week,
        week_start,
        days,
        transits,
        trade_volume_t,
        source_ids
    from transits
    where chokepoint in ('Malacca Strait', 'Dover Strait')
),

by_day as (
    select
        chokepoint,
        control_class,
        week,
        days,
        sum(transits) as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        min(source_ids) as source_ids
    from by_class
    group by chokepoint, control_class, week, week_start, days
    having count(*) = case control_class when 'total' then 5 when 'cargo' then 4 else 1 end
),

by_week as (
    select
        chokepoint,
        control_class as vessel_class,
        week,
        true as is_newer,
        sum(days)::bigint as days,
        sum(transits)::bigint as transits,
        sum_if_all_known(trade_volume_t) as trade_volume_t,
        min(source_ids) as source_ids
    from by_day
    group by chokepoint, control_class, week
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
