-- One row per campaign of attacks that reaches into the period, in order of time.
-- A campaign without an end goes on to the day to which the attacks were checked; is_open says so.
with dated as (
    select
        campaigns.*,
        coalesce(campaigns.last_day, greatest(coverage.covers_until, campaigns.first_day)) as shown_until
    from attack_campaigns as campaigns
    left join coverage on coverage.dataset = 'attacks'
)

select
    campaign_id,
    title,
    first_day,
    shown_until as last_day,
    last_day is null as is_open,
    note,
    source_ids
from dated
where
    ($start is null or shown_until >= $start::date)
    and ($end is null or first_day <= $end::date)
order by first_day
