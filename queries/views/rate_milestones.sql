-- One row per lane and milestone of the crisis that no period moves, with its assessment.
-- A milestone is the last, highest or lowest assessment of its window, the earliest of equals; NULL
-- where the window has none. The level before the first hijacking may be up to 21 days older than
-- it, three assessments. The other windows are the calendar months and the year of their names.
with milestones (position, milestone, pick, first_day, last_day) as (
    values
    (
        1, 'Before the first hijacking', 'last',
        day_of('first hijacking') - 21, day_of('first hijacking')
    ),
    (2, 'January 2024 peak', 'highest', date '2024-01-01', date '2024-01-31'),
    (3, 'July 2024 peak', 'highest', date '2024-07-01', date '2024-07-31'),
    (4, 'Low of 2025', 'lowest', date '2025-01-01', date '2025-12-31')
),

found as (
    select
        milestones.milestone,
        rates.lane,
        {
            'date': rates.date,
            'usd_per_feu': rates.usd_per_feu,
            'basis': rates.basis,
            'source_ids': rates.source_ids
        } as assessment
    from milestones
    inner join freight_rates as rates
        on rates.date between milestones.first_day and milestones.last_day
    qualify
        row_number() over (
            partition by milestones.milestone, rates.lane
            order by
                case milestones.pick
                    when 'highest' then -rates.usd_per_feu
                    when 'lowest' then rates.usd_per_feu
                    else -epoch(rates.date)
                end,
                rates.date
        ) = 1
)

select lanes.lane, milestones.position, milestones.milestone, found.assessment
from (select distinct lane from freight_rates) as lanes
cross join milestones
left join found on lanes.lane = found.lane and milestones.milestone = found.milestone
