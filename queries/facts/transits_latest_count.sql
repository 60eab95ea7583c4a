-- One row per chokepoint of which others counted all ships: their latest count, beside ours.
-- Only official and independent counts that ours covers, of a quarter at most: a longer one says
-- little of the latest weeks. Weeks of one counter that follow one another are one count, of four
-- weeks at most. The latest is that which ends last; of those the official one, then that whose
-- length is nearest to four weeks. A count may end on the last day chosen.
-- difference_pct is the published count against ours on the same days.
with counts as (
    select
        *,
        grain = 'week'
        and period_start - 1 = lag(period_end) over (
            partition by chokepoint, counter, grain
            order by period_start, period_end, publisher
        ) as follows
    from transits_compared_by_days
    where
        vessel_class = 'total'
        and difference_pct is not null
        and period_days <= 92
        and ($end is null or period_end <= $end::date)
),

numbered as (
    select
        *,
        count(*) filter (where not coalesce(follows, false)) over (
            partition by chokepoint, counter, grain
            order by period_start, period_end, publisher
        ) as run
    from counts
),

placed as (
    select
        *,
        row_number() over (
            partition by chokepoint, counter, grain, run order by period_end desc
        ) as weeks_back
    from numbered
),

runs as (
    select
        chokepoint,
        counter,
        counter_kind,
        min(period_start) as period_start,
        max(period_end) as period_end,
        sum(period_days)::bigint as period_days,
        sum(coalesce(published_transits, published_per_day * period_days)) / sum(period_days)
            as published_per_day,
        sum(our_per_day * period_days) / sum(period_days) as our_per_day,
        string_agg(distinct publisher, ', ' order by publisher) as publisher,
        all_sources(source_ids) as source_ids
    from placed
    where weeks_back <= 4
    group by chokepoint, counter, counter_kind, grain, run
),

ranked as (
    select
        *,
        row_number() over (
            partition by chokepoint
            order by
                period_end desc,
                if(counter_kind = 'official', 0, 1),
                abs(period_days - 28),
                counter
        ) as place
    from runs
)

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
from ranked
where place = 1
order by chokepoint
