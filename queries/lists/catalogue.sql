-- One row per dataset: what it is, how far it goes, how far it was checked, whether it is stale.
-- $today: the day against which staleness is judged
select
    dataset,
    title,
    description,
    terms,
    rows,
    first_date,
    last_date,
    covers_from,
    covers_until,
    coverage_note,
    stale_after_days,
    covers_until + stale_after_days < $today::date as is_stale
from catalogue
order by position
