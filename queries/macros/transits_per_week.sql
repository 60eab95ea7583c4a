-- One row per chokepoint and ISO week, the classes chosen together. NULL means all.
-- Days are summed over rows of any length, so weeks and single days mix; a week counts where its
-- Thursday lies. A week in which a class is missing on some days has no sum and is left out; one
-- in which an estimate of cargo is missing has no sum of cargo: NULL. Days with a row are counted by
-- a bit for each, which takes less time than counting them distinct.
create or replace macro transits_per_week(
    start_day := null, end_day := null, at_chokepoints := null, of_classes := null
) as table
select
    chokepoint,
    week,
    sum(transits)::bigint as transits,
    sum_if_all_known(trade_volume_t) as trade_volume_t,
    sum(days)::bigint // coalesce(len(of_classes::varchar[]), 1) as days,
    all_sources(source_ids) as source_ids
from transit_counts
where
    case
        when of_classes is null then vessel_class = 'all'
        else list_contains(of_classes::varchar[], vessel_class)
    end
    and (start_day is null or middle_day >= start_day::date)
    and (end_day is null or middle_day <= end_day::date)
    and (at_chokepoints is null or list_contains(at_chokepoints::varchar[], chokepoint))
group by chokepoint, week
having
    count(*)
    = bit_count(bit_or(1 << (middle_day - week)::integer)) * coalesce(len(of_classes::varchar[]), 1)
    and sum(days) % coalesce(len(of_classes::varchar[]), 1) = 0
