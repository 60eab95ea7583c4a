-- One row per chokepoint of which others counted all ships: their latest count, beside ours.
-- Only official and independent counts that ours covers, of a quarter at most; weeks of one counter
-- that follow one another are one count, of four weeks at most (transits_compared_in_runs).
-- Which is the latest, the macro latest_counts says. A count may end on the last day chosen.
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
    difference_pct,
    publisher,
    source_ids
from latest_counts(end_day := $end)
order by chokepoint
