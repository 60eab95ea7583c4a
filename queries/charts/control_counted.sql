-- One row per control's class of ship ('total', 'tanker', 'cargo') and ISO week with data.
-- Malacca, which ships between Asia and Europe pass whichever way they take. Only whole weeks, of
-- six days or seven, are there. Tonnes of a class are NULL where the publisher gives none.
select
    vessel_class,
    week,
    sum(days)::bigint as days,
    sum(transits)::bigint as transits,
    sum_if_all_known(trade_volume_t) as trade_volume_t,
    all_sources(source_ids) as source_ids
from control_counts
where chokepoint = 'Malacca Strait'
group by vessel_class, week
having sum(days) between 6 and 7
order by vessel_class, week
