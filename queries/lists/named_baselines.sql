-- One row per baseline that is chosen by its name, in the order of the choices: its days for
-- transits and those for freight rates.
-- short_name stands for it in links. The same weeks a year before have no days of their own: each
-- week has a baseline of its own, 52 weeks earlier.
select
    'before' as short_name,
    'Before the crisis' as title,
    false as is_year_before,
    usual_day('baseline_start') as baseline_start,
    usual_day('baseline_end') as baseline_end,
    usual_day('rate_baseline_start') as rate_baseline_start,
    usual_day('rate_baseline_end') as rate_baseline_end
union all
select
    year::varchar,
    year::varchar,
    false,
    make_date(year, 1, 1),
    make_date(year, 12, 31),
    make_date(year, 1, 1),
    make_date(year, 12, 31)
from (values (2019), (2023)) as years (year)
union all
select 'year-before', 'Same weeks a year before', true, null, null, null, null
