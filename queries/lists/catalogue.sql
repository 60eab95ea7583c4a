-- One row per dataset: what it is, how far it goes, how far it was checked, whether it is stale.
-- further_ground is a part that was checked further than the rest, until further_until: the whole
-- is as old as the rest.
-- $today (date): the day against which staleness is judged
with last_loads as (
    select dataset, max(loaded_at)::date as loaded_on
    from loads
    group by dataset
)

select
    catalogue.dataset,
    catalogue.title,
    catalogue.role,
    catalogue.description,
    catalogue.terms,
    catalogue.rows,
    catalogue.first_date,
    catalogue.last_date,
    catalogue.covers_from,
    catalogue.covers_until,
    catalogue.further_ground,
    catalogue.further_until,
    catalogue.coverage_note,
    catalogue.stale_after_days,
    catalogue.filled_by,
    last_loads.loaded_on,
    $today::date - catalogue.covers_until as days_since_check,
    catalogue.covers_until + catalogue.stale_after_days < $today::date as is_stale
from catalogue
left join last_loads on catalogue.dataset = last_loads.dataset
order by catalogue.position
