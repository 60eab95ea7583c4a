-- One row per intervention at sea or against the Houthis by the United States and its allies, with
-- what is known up to a day (NULL means all): attacks in the 60 days before and in 60 from its own
-- day on, claimed-only ones left out. Days that the record of attacks does not cover count on neither
-- side. The chances are exact (binomial, given the attacks of both sides): chance_of_so_few, had the
-- rate stayed the same, is below 0.025 where the exact 95 percent interval of the ratio lies below 1;
-- and chance_of_so_many_had_it_halved where it lies above 0.5. NULL without an attack on either side.
-- It reads chance_up_to and interventions, whose names come before its own.
create or replace macro military_steps(until_day) as table
with steps as (
    select
        chosen.event_id,
        chosen.intervention,
        chosen.date,
        chosen.source_ids,
        greatest(chosen.date - 60, covered.covers_from) as first_day,
        least(chosen.date + 59, covered.covers_until, until_day::date) as last_day
    from interventions() as chosen
    inner join events on chosen.event_id = events.event_id
    inner join coverage as covered on covered.dataset = 'attacks'
    where
        events.category in ('naval operation', 'US/UK strikes on Yemen')
        and chosen.date <= coalesce(until_day::date, chosen.date)
        and chosen.date between covered.covers_from and covered.covers_until
),

counts as (
    select
        steps.event_id,
        steps.intervention,
        steps.date,
        steps.date - steps.first_day as days_before,
        steps.last_day - steps.date + 1 as days_after,
        count(*) filter (attack_list.date < steps.date) as attacks_before,
        count(*) filter (attack_list.date >= steps.date) as attacks_after,
        all_sources(concat_ws('|', steps.source_ids, attack_list.source_ids)) as source_ids
    from steps
    left join attack_list
        on
            not attack_list.claimed_only
            and attack_list.date between steps.first_day and steps.last_day
    group by steps.event_id, steps.intervention, steps.date, steps.first_day, steps.last_day
)

select
    *,
    (attacks_after / days_after) / nullif(attacks_before / nullif(days_before, 0), 0) as rate_ratio,
    chance_up_to(
        attacks_after, attacks_before + attacks_after, days_after / (days_before + days_after)
    ) as chance_of_so_few,
    1 - chance_up_to(
        attacks_after - 1,
        attacks_before + attacks_after,
        0.5 * days_after / (days_before + 0.5 * days_after)
    ) as chance_of_so_many_had_it_halved
from counts
where days_before > 0
