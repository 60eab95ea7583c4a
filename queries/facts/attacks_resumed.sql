-- One row per selection, none without two days of attacks: the longest time between two of them that
-- ended in the period, and the attacks from its end on. All days between were checked; it may have
-- begun before the period.
with found as (
    select *
    from selected_attacks(end_day := $end, with_claims := $claimed)
),

quiets as (
    select date as resumed_on, lag(date) over (order by date) as last_before
    from (select distinct date from found)
),

longest as (
    select quiets.resumed_on, quiets.last_before
    from quiets
    inner join coverage on coverage.dataset = 'attacks'
    where
        quiets.last_before >= coverage.covers_from
        and quiets.resumed_on <= coverage.covers_until
        and ($start is null or quiets.resumed_on >= $start::date)
    order by quiets.resumed_on - quiets.last_before desc, quiets.resumed_on desc
    limit 1
)

select
    longest.last_before,
    longest.resumed_on,
    longest.resumed_on - longest.last_before as days_between,
    count(*) as attacks,
    count(*) filter (where found.outcome = 'sunk') as sunk,
    coalesce(sum(found.killed), 0)::bigint as killed,
    max(found.date) as last_date,
    all_sources(found.source_ids) as source_ids
from longest
inner join found on found.date >= longest.resumed_on
group by longest.last_before, longest.resumed_on
