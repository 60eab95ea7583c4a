-- One row per total that others published, with our count of attacks up to the day it runs to.
-- counted_until is that day, inclusive: as_of, unless the measure names an earlier end of its count
-- as "(to December 2024)": then the last day of that month.
-- Our counts are NULL where the record was not checked to that day: too few would be no finding.
-- recorded_attacks leaves out what is known from a Houthi claim alone; difference is ours minus
-- theirs, difference_pct its share of the published number in percent, NULL when that is 0.
with ended as (
    select
        *,
        least(
            as_of,
            last_day(
                try_strptime(
                    '1 ' || regexp_extract(measure, '\(to ([A-Z][a-z]+ [0-9]{4})\)', 1), '%d %B %Y'
                )
            )
        ) as counted_until
    from attack_totals
),

counted as (
    select
        ended.as_of,
        ended.counted_until,
        ended.publisher,
        ended.kind,
        ended.qualifier,
        ended.attacks as published_attacks,
        ended.measure,
        ended.source_ids,
        coalesce(ended.counted_until between covers_from and covers_until, false) as is_checked,
        count(attack_list.incident_id) filter (where not attack_list.claimed_only)
            as recorded_attacks,
        count(attack_list.incident_id) as recorded_with_claims
    from ended
    left join coverage on coverage.dataset = 'attacks'
    left join attack_list on ended.counted_until >= attack_list.date
    group by all
),

known as (
    select
        * replace (
            case when is_checked then recorded_attacks end as recorded_attacks,
            case when is_checked then recorded_with_claims end as recorded_with_claims
        )
    from counted
)

select
    as_of,
    counted_until,
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
from known
order by as_of, publisher
