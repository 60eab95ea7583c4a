-- One row per period that is chosen by its name, in the order of the choices.
-- short_name stands for it in links. Kind is preset or phase; the phases are those of the attacks. A
-- year and the last twelve months end where the record does, whatever the clock says.
with days as (
    select
        coalesce(crisis_start, baseline_start) as first_day,
        coalesce(latest, rate_baseline_end) as last_day
    from record_days
),

years as (
    select
        unnest(range(year(first_day), year(last_day) + 1)) as year,
        last_day
    from days
),

named as (
    select
        1 as place,
        'preset' as kind,
        'since' as short_name,
        strftime(first_day, 'Since %b %Y') as title,
        first_day,
        greatest(last_day, first_day) as last_day,
        null as source_ids
    from days
    union all
    select
        2,
        'preset',
        '12m',
        '12 months',
        (last_day - interval 12 month + interval 1 day)::date,
        last_day,
        null
    from days
    union all
    select
        10000 - year,
        'preset',
        year::varchar,
        year::varchar,
        make_date(year, 1, 1),
        least(make_date(year, 12, 31), last_day),
        null
    from years
    union all
    select
        10000 + row_number() over (order by first_day),
        'phase',
        event_id,
        phase,
        first_day,
        last_day,
        source_ids
    from attack_phases()
)

select kind, short_name, title, first_day, last_day, source_ids
from named
order by place
