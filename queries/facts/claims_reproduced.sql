-- One row per published statement on freight rates that can be checked, with our value of it.
-- How it is computed and when it agrees stands in the macro published_answers.
select
    claim_id,
    claim,
    metric,
    from_date,
    to_date,
    published_value,
    published_unit,
    unit,
    is_lower_bound,
    our_value,
    difference,
    agrees,
    used,
    note,
    published_by,
    source_ids
from published_answers()
where reason is null and is_of_rates
order by claim_id
