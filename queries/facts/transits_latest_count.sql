-- One row per chokepoint of which others counted all ships: their latest count, beside ours.
-- Only official and independent counts that ours covers, of a quarter at most; weeks of one counter
-- that follow one another are one count, of four weeks at most (transits_compared_in_runs).
-- The latest is that which ends last; of those the official one, then that whose
-- length is nearest to four weeks. A count may end on the last day chosen.
-- difference_pct is the published count against ours on the same days.
select
    chokepoint,
    counter,
    counter_kind,
    period_start,
    period_end,
    period_days,
    published_per_day,
    our_per_day,
    100 * (published_per_day / nullif(our_per_day, 0) - 1) as difference_pct,
    publisher,
    source_ids
from transits_compared_in_runs
where $end is null or period_end <= $end::date
qualify
    row_number() over (
        partition by chokepoint
        order by
            period_end desc,
            if(counter_kind = 'official', 0, 1),
            abs(period_days - 28),
            counter
    ) = 1
order by chokepoint
