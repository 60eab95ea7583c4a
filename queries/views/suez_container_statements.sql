-- One row per statement of others on container ships at Suez: figures of delays against the year before
-- (place 2), then counts (3), whose note may say it: "64% above the year before". said_by is who the
-- note begins with, else the publishers; of counts who counted.
select
    2 as place,
    case when grain = 'week' then date - 6 else date end as period_start,
    case when grain = 'month' then last_day(date) else date end as period_end,
    null::double as value,
    null as unit,
    value as change_pct,
    coalesce(
        nullif(regexp_extract(note, '^([A-Z][\w&+'' -]*)[,;:]', 1), ''), publishers_of(source_ids)
    ) as said_by,
    note,
    source_ids
from delays
where metric = 'suez_container_transits_change_pct' and use_in_charts
union all by name
select
    3 as place,
    period_start,
    period_end,
    published_per_day as value,
    'transits/day' as unit,
    try_cast(
        regexp_extract(note, '(\d+(?:\.\d+)?) ?% (?:above|below) the year before', 1) as double
    )
    * if(contains(note, '% below the year before'), -1, 1) as change_pct,
    counter as said_by,
    note,
    source_ids
from transits_compared_by_days
where chokepoint = 'Suez Canal' and vessel_class = 'container'
