-- One row per published quote of a cost, by kind of cost; the newest of a component first.
-- value_low is NULL where only an upper figure was published. With $with_earlier the quotes before
-- the period are rows as well, is_in_period false: what later ones are to be compared with.
-- $kinds (texts): kinds of cost; NULL = all
-- $with_earlier (boolean): true = with the quotes before the period; NULL or false = without them
select
    date,
    date_precision,
    kind,
    component,
    component_title,
    scope,
    value_low,
    value_high,
    unit,
    $start is null or date >= $start::date as is_in_period,
    note,
    source_ids
from cost_quotes
where
    ($end is null or date <= $end::date)
    and (is_in_period or coalesce($with_earlier::boolean, false))
    and ($kinds is null or list_contains($kinds::varchar[], kind))
order by kind, component_title, date desc, scope
