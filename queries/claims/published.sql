-- One row per published statement in the order of its number: our value, or why there is none.
-- The verdict is "reproduced" when ours is within the tolerance that the macro published_answers
-- names, "not reproduced" when it is not, else "cannot be tested with these data". publisher is the
-- beginning of the citation: "Drewry via X" and "Drewry WCI via Y" are Drewry.
select
    claim_id,
    claim,
    metric,
    from_date,
    to_date,
    published_value,
    published_unit,
    unit,
    our_value,
    difference,
    case
        when agrees then 'reproduced'
        when not agrees then 'not reproduced'
        else 'cannot be tested with these data'
    end as verdict,
    coalesce(reason, used) as basis,
    reason is null as is_checkable,
    note,
    published_by,
    coalesce(
        regexp_extract(published_by, '^(.+?)(?: via | WCI|,| \(|;|$)', 1), 'not named'
    ) as publisher,
    source_ids
from published_answers()
order by claim_id
