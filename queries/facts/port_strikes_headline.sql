-- One row per selection: the strikes on the three Red Sea ports and the tolls reported for them.
-- The counts are NULL where none is found and no day of the period was checked; coverage_status
-- says how the record covers it, covered_from and covered_until are the days that were.
-- A strike is a row of port_events, one per place; raids are counted by day. Tolls are sums of what
-- was reported, NULL when nothing was: they are lower bounds, strikes_without_toll have no number
-- of deaths.
with strikes as (
    select *
    from port_events
    where
        event_type in ('air strike', 'naval strike')
        and port in ('Hodeidah', 'Salif', 'Ras Isa')
        and ($start is null or date >= $start::date)
        and ($end is null or date <= $end::date)
),

totals as (
    select
        count(*) as strikes,
        count(distinct date) as days,
        sum(killed)::bigint as killed,
        sum(injured)::bigint as injured,
        count(*) filter (where killed is null) as strikes_without_toll,
        min(date) as first_date,
        max(date) as last_date,
        all_sources(source_ids) as source_ids
    from strikes
)

select
    if_checked(strikes, strikes, coverage_status) as strikes,
    if_checked(days, strikes, coverage_status) as days,
    killed,
    injured,
    if_checked(strikes_without_toll, strikes, coverage_status) as strikes_without_toll,
    first_date,
    last_date,
    coverage_status,
    covered_from,
    covered_until,
    checked_from,
    checked_until,
    source_ids
from totals
cross join coverage_within(of_dataset := 'port_events', start_day := $start, end_day := $end)
