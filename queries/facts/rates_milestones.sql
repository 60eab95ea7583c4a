-- One row per lane and milestone of the crisis, in order of time.
-- A milestone is the last, highest or lowest assessment of its window, the earliest of equals; the
-- level is NULL where the window has none or where that assessment lies outside the period. The
-- level before the first hijacking may be up to 21 days older than it, three assessments. The other
-- windows are the calendar months and the year of their names.
-- The baseline is the mean of its assessments, NULL without any; multiple and change are of it.
-- $lanes (texts): lanes; NULL = all
with milestones (position, milestone, pick, first_day, last_day) as (
    values
    (
        1, 'Before the first hijacking', 'last',
        coalesce(day_of('first hijacking') - 21, date 'infinity'), day_of('first hijacking')
    ),
    (2, 'January 2024 peak', 'highest', date '2024-01-01', date '2024-01-31'),
    (3, 'July 2024 peak', 'highest', date '2024-07-01', date '2024-07-31'),
    (4, 'Low of 2025', 'lowest', date '2025-01-01', date '2025-12-31'),
    (5, 'Latest', 'last', $start::date, $end::date)
),

lanes as (
    select distinct lane
    from freight_rates
    where $lanes is null or list_contains($lanes::varchar[], lane)
),

ranked as (
    select
        milestones.milestone,
        rates.lane,
        rates.date,
        rates.usd_per_feu,
        rates.basis,
        rates.source_ids,
        row_number() over (
            partition by milestones.milestone, rates.lane
            order by
                case milestones.pick
                    when 'highest' then -rates.usd_per_feu
                    when 'lowest' then rates.usd_per_feu
                    else -epoch(rates.date)
                end,
                rates.date
        ) as place
    from milestones
    inner join freight_rates as rates
        on
            (milestones.first_day is null or rates.date >= milestones.first_day)
            and (milestones.last_day is null or rates.date <= milestones.last_day)
),

reached as (
    select *
    from ranked
    where
        place = 1
        and ($start is null or date >= $start::date)
        and ($end is null or date <= $end::date)
)

select
    lanes.lane,
    milestones.position,
    milestones.milestone,
    reached.date,
    reached.usd_per_feu,
    reached.basis,
    baseline.baseline_usd_per_feu,
    coalesce(baseline.baseline_assessments, 0) as baseline_assessments,
    baseline.baseline_first_date,
    baseline.baseline_last_date,
    reached.usd_per_feu / baseline.baseline_usd_per_feu as multiple,
    100 * (reached.usd_per_feu / baseline.baseline_usd_per_feu - 1) as change_pct,
    concat_ws('|', reached.source_ids, baseline.source_ids) as source_ids
from lanes
cross join milestones
left join
    rate_baselines(start_day := $rate_baseline_start, end_day := $rate_baseline_end) as baseline
    on lanes.lane = baseline.lane
left join reached on lanes.lane = reached.lane and milestones.milestone = reached.milestone
order by lanes.lane, milestones.position
