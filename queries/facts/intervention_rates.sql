-- One row per intervention: attacks in the days before it and in those from its own day on.
-- The day itself belongs to the days after. Windows are cut where the checked record begins or
-- ends: days_before and days_after are the days that were really looked at. Others are the
-- interventions whose day lies in either window, parted by |. The period chooses interventions and
-- cuts no window. Days since attack go from the last attack before the step, however long ago.
-- Transits are those of Bab el-Mandeb in the same days, NULL where a day of the window has no count.
-- The sources are those of the event, of the attacks counted and of the transits.
-- $window_days (integer): days on either side; NULL = 60
-- $confirmed_only (boolean): true = attacks graded confirmed alone; NULL or false = all grades
-- $hits_only (boolean): true = attacks that struck or took the ship alone; NULL or false = all outcomes
-- $once_a_day (boolean): true = days with an attack are counted; NULL or false = attacks
with steps as materialized (
    select
        steps.*,
        coalesce($window_days::bigint, 60) as window_days,
        coverage.covers_from,
        coverage.covers_until,
        greatest(steps.date - coalesce($window_days::integer, 60), coverage.covers_from)
            as first_before,
        least(steps.date + coalesce($window_days::integer, 60) - 1, coverage.covers_until)
            as last_after
    from interventions() as steps
    inner join coverage on coverage.dataset = 'attacks'
    where steps.date between coverage.covers_from and coverage.covers_until
),

attacks_of_choice as materialized (
    select *
    from selected_attacks(with_claims := $claimed)
    where
        (not coalesce($confirmed_only::boolean, false) or confidence = 'confirmed')
        and (not coalesce($hits_only::boolean, false) or is_hit(outcome))
),

counted as (
    select
        steps.event_id,
        case
            when $once_a_day::boolean
                then count(distinct found.date) filter (where found.date < steps.date)
            else count(found.date) filter (where found.date < steps.date)
        end as attacks_before,
        case
            when $once_a_day::boolean
                then count(distinct found.date) filter (where found.date >= steps.date)
            else count(found.date) filter (where found.date >= steps.date)
        end as attacks_after,
        all_sources(found.source_ids) as source_ids
    from steps
    left join attacks_of_choice as found
        on found.date between steps.first_before and steps.last_after
    group by steps.event_id
),

quiet_before as (
    select steps.event_id, steps.date - max(found.date) as days_since_attack
    from steps
    inner join attacks_of_choice as found
        on found.date >= steps.covers_from and found.date < steps.date
    group by steps.event_id, steps.date
),

exposed as (
    select
        steps.event_id,
        count(*) filter (passed.date < steps.date) as days_before,
        count(*) filter (passed.date >= steps.date) as days_after,
        round(sum(passed.transits) filter (passed.date < steps.date), 3) as transits_before,
        round(sum(passed.transits) filter (passed.date >= steps.date), 3) as transits_after,
        all_sources(passed.source_ids) as source_ids
    from steps
    inner join transits_by_day as passed
        on
            passed.date between steps.first_before and steps.last_after
            and passed.chokepoint = 'Bab el-Mandeb Strait'
    group by steps.event_id
),

near as (
    select
        steps.event_id,
        string_agg(other.intervention, '|' order by other.date, other.event_id) as others
    from steps
    inner join steps as other
        on
            steps.event_id <> other.event_id
            and other.date between steps.first_before and steps.last_after
    group by steps.event_id
)

select
    steps.event_id,
    steps.intervention,
    steps.kind,
    steps.date,
    steps.title,
    steps.window_days,
    counted.attacks_before,
    counted.attacks_after,
    steps.date - steps.first_before as days_before,
    steps.last_after - steps.date + 1 as days_after,
    case when exposed.days_before = steps.date - steps.first_before then exposed.transits_before end
        as transits_before,
    case
        when exposed.days_after = steps.last_after - steps.date + 1 then exposed.transits_after
    end as transits_after,
    coalesce(near.others, '') as others,
    quiet_before.days_since_attack,
    steps.covers_until as checked_until,
    concat_ws(
        '|', steps.source_ids, nullif(counted.source_ids, ''), exposed.source_ids
    ) as source_ids
from steps
inner join counted on steps.event_id = counted.event_id
left join exposed on steps.event_id = exposed.event_id
left join quiet_before on steps.event_id = quiet_before.event_id
left join near on steps.event_id = near.event_id
where
    ($start is null or steps.date >= $start::date)
    and ($end is null or steps.date <= $end::date)
order by steps.date, steps.event_id
