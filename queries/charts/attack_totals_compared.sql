-- One row per total that others published, with our count of attacks up to and including its date.
-- recorded_attacks leaves out what is known from a Houthi claim alone; difference is ours minus
-- theirs.
with counted as (
    select
        attack_totals.as_of,
        attack_totals.publisher,
        attack_totals.kind,
        attack_totals.qualifier,
        attack_totals.attacks as published_attacks,
        attack_totals.measure,
        attack_totals.source_ids,
        count(attack_list.incident_id) filter (where not attack_list.claimed_only)
            as recorded_attacks,
        count(attack_list.incident_id) as recorded_with_claims
    from attack_totals
    left join attack_list on attack_totals.as_of >= attack_list.date
    group by all
)

select
    as_of,
    publisher,
    kind,
    qualifier,
    published_attacks,
    measure,
    recorded_attacks,
    recorded_with_claims,
    recorded_attacks - published_attacks as difference,
    100.0 * (recorded_attacks - published_attacks) / nullif(published_attacks, 0) as difference_pct,
    source_ids
from counted
order by as_of, publisher
