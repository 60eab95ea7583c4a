-- One row per chokepoint of which others counted all ships: their latest count, of
-- transits_compared_in_runs, that ends by a day; NULL = of all. The latest is that which ends last; of
-- those the official one, then that whose length is nearest to four weeks. difference_pct is the
-- published count against ours on the same days.
create or replace macro latest_counts(end_day := null) as table
select *, 100 * (published_per_day / nullif(our_per_day, 0) - 1) as difference_pct
from transits_compared_in_runs
where end_day is null or period_end <= end_day::date
qualify
    row_number() over (
        partition by chokepoint
        order by
            period_end desc,
            if(counter_kind = 'official', 0, 1),
            abs(period_days - 28),
            counter
    ) = 1
