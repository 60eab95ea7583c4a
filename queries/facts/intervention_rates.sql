-- One row per intervention and way of counting: attacks in the days before it and from its own day on.
-- The day itself belongs to the days after. Ways are windows of 30, 60 and 90 days and that chosen,
-- and with the window chosen: attacks graded confirmed alone, those that struck or took the ship, days
-- with an attack instead of attacks, and with claimed-only attacks where they are left out, or without.
-- Windows are cut where the checked record begins or ends: days_before and days_after are the days
-- that were really looked at. Others are the interventions whose day lies in either window, parted
-- by |. The period chooses interventions and cuts no window. Days since attack go from the last
-- attack before the step, however long ago.
-- Transits are those of Bab el-Mandeb in the same days, NULL where a day of the window has no count.
-- The sources are those of the event, of the attacks counted and of the transits.
-- $window_days (integer): days on either side; NULL = 60
-- Kept for $window_days: 60
-- Kept for $claimed: false, true
with chosen as (
    select
        coalesce($window_days::bigint, 60) as window_days,
        coalesce($claimed::boolean, false) as with_claims
),

settings as (
    select distinct
        1 as place,
        days || ' days' as setting,
        days as window_days,
        with_claims,
        false as confirmed_only,
        false as hits_only,
        false as once_a_day
    from (select with_claims, unnest([30, 60, 90, window_days]) as days from chosen)
    union all
    select
        ways.place,
        coalesce(ways.setting, if(chosen.with_claims, 'without', 'with') || ' claimed-only'),
        chosen.window_days,
        chosen.with_claims = (ways.setting is not null),
        coalesce(ways.setting = 'confirmed only', false),
        coalesce(ways.setting = 'hits only', false),
        coalesce(ways.setting = 'days with an attack', false)
    from chosen
    cross join (
        values (2, 'confirmed only'), (3, 'hits only'), (4, 'days with an attack'), (5, null)
    ) as ways (place, setting)
),

steps as materialized (
    select steps.*, coverage.covers_from, coverage.covers_until
    from interventions() as steps
    inner join coverage on coverage.dataset = 'attacks'
    where steps.date between coverage.covers_from and coverage.covers_until
),

windows as materialized (
    select
        steps.event_id,
        steps.date,
        sizes.window_days,
        greatest(steps.date - sizes.window_days::integer, steps.covers_from) as first_before,
        least(steps.date + sizes.window_days::integer - 1, steps.covers_until) as last_after
    from steps
    cross join (select distinct window_days from settings) as sizes
),

attacks_of_setting as materialized (
    select settings.setting, attacks.date, attacks.source_ids
    from settings
    inner join attack_list as attacks
        on
            (not attacks.claimed_only or settings.with_claims)
            and (not settings.confirmed_only or attacks.confidence = 'confirmed')
            and (not settings.hits_only or is_hit(attacks.outcome))
),

counted as (
    select
        windows.event_id,
        settings.setting,
        if(
            settings.once_a_day,
            count(distinct found.date) filter (where found.date < windows.date),
            count(found.date) filter (where found.date < windows.date)
        ) as attacks_before,
        if(
            settings.once_a_day,
            count(distinct found.date) filter (where found.date >= windows.date),
            count(found.date) filter (where found.date >= windows.date)
        ) as attacks_after,
        all_sources(found.source_ids) as source_ids
    from windows
    inner join settings on windows.window_days = settings.window_days
    left join attacks_of_setting as found
        on
            settings.setting = found.setting
            and found.date between windows.first_before and windows.last_after
    group by windows.event_id, settings.setting, settings.once_a_day
),

quiet_before as (
    select steps.event_id, found.setting, steps.date - max(found.date) as days_since_attack
    from steps
    inner join attacks_of_setting as found
        on found.date >= steps.covers_from and found.date < steps.date
    group by steps.event_id, found.setting, steps.date
),

exposed as (
    select
        windows.event_id,
        windows.window_days,
        count(*) filter (passed.date < windows.date) as days_before,
        count(*) filter (passed.date >= windows.date) as days_after,
        round(sum(passed.transits) filter (passed.date < windows.date), 3) as transits_before,
        round(sum(passed.transits) filter (passed.date >= windows.date), 3) as transits_after,
        all_sources(passed.source_ids) as source_ids
    from windows
    inner join transits_by_day as passed
        on
            passed.date between windows.first_before and windows.last_after
            and passed.chokepoint = 'Bab el-Mandeb Strait'
    group by windows.event_id, windows.window_days
),

near as (
    select
        windows.event_id,
        windows.window_days,
        string_agg(other.intervention, '|' order by other.date, other.event_id) as others
    from windows
    inner join steps as other
        on
            windows.event_id <> other.event_id
            and other.date between windows.first_before and windows.last_after
    group by windows.event_id, windows.window_days
)

select
    steps.event_id,
    steps.intervention,
    steps.kind,
    steps.date,
    steps.title,
    settings.window_days,
    counted.attacks_before,
    counted.attacks_after,
    steps.date - windows.first_before as days_before,
    windows.last_after - steps.date + 1 as days_after,
    case
        when exposed.days_before = steps.date - windows.first_before then exposed.transits_before
    end as transits_before,
    case
        when exposed.days_after = windows.last_after - steps.date + 1 then exposed.transits_after
    end as transits_after,
    coalesce(near.others, '') as others,
    quiet_before.days_since_attack,
    steps.covers_until as checked_until,
    concat_ws(
        '|', steps.source_ids, nullif(counted.source_ids, ''), exposed.source_ids
    ) as source_ids,
    settings.setting
from steps
inner join windows on steps.event_id = windows.event_id
inner join settings on windows.window_days = settings.window_days
inner join counted on steps.event_id = counted.event_id and settings.setting = counted.setting
left join quiet_before
    on steps.event_id = quiet_before.event_id and settings.setting = quiet_before.setting
left join exposed
    on windows.event_id = exposed.event_id and windows.window_days = exposed.window_days
left join near on windows.event_id = near.event_id and windows.window_days = near.window_days
where
    ($start is null or steps.date >= $start::date)
    and ($end is null or steps.date <= $end::date)
order by settings.place, settings.window_days, steps.date, steps.event_id
