-- One row per official or independent count of all ships that ours covers, of a quarter at most: it
-- and, where it is of a week, those of the same counter that it follows, as one count of four weeks
-- at most. A longer count says little of its last weeks.
with counts as (
    select
        *,
        grain = 'week'
        and period_start - 1 = lag(period_end) over (
            partition by chokepoint, counter, grain
            order by period_end, period_start, publisher
        ) as follows
    from transits_compared_by_days
    where vessel_class = 'total' and difference_pct is not null and period_days <= 92
),

numbered as (
    select
        *,
        count(*) filter (where not coalesce(follows, false)) over (
            partition by chokepoint, counter, grain
            order by period_end, period_start, publisher
        ) as run
    from counts
)

select
    chokepoint,
    counter,
    counter_kind,
    min(period_start) over four as period_start,
    period_end,
    (sum(period_days) over four)::bigint as period_days,
    sum(coalesce(published_transits, published_per_day * period_days)) over four
    / sum(period_days) over four as published_per_day,
    sum(our_per_day * period_days) over four / sum(period_days) over four as our_per_day,
    array_to_string(list_sort(list_distinct(list(publisher) over four)), ', ') as publisher,
    array_to_string(
        list_sort(list_distinct(string_split(string_agg(source_ids, '|') over four, '|'))), '|'
    ) as source_ids
from numbered
window
    four as (
        partition by chokepoint, counter, grain, run
        order by period_end, period_start, publisher
        rows between 3 preceding and current row
    )
order by chokepoint, period_end
