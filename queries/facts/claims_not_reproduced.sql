-- One row per published statement on freight rates that the tables cannot reproduce, and why.
-- Statements on rates are those whose metric names a freight or charter index or a price.
select
    claim_id,
    claim,
    metric,
    from_date,
    to_date,
    published_value,
    published_unit,
    reason,
    note,
    published_by,
    source_ids
from published_answers()
where reason is not null and is_of_rates
order by claim_id
