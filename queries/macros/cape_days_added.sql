-- One row per published figure of the days that the way round the Cape adds to a container ship
-- from Asia, one way, to one of the ends given. A published range is kept as low and high; where
-- only the days of both ways are published, their difference counts. Weak sources are left out, and
-- so is what was published after until_day; NULL means all. Undated figures, distances over speed,
-- count at any day.
create or replace macro cape_days_added(ends, until_day := null) as table
with published as (
    select
        *,
        coalesce(extra_days_min, extra_days, extra_days_max, days_cape - days_suez) as low,
        coalesce(extra_days_max, extra_days, extra_days_min, days_cape - days_suez) as high
    from routes_published
    where
        vessel_type = 'container'
        and not coalesce(weak_source, false)
        and coalesce(note, '') not like 'round trip%'
        and (
            until_day is null
            or published_on is null
            or published_on <= strftime(until_day::date, '%Y-%m-%d')
        )
        and regexp_matches(origin, '^(Asia|China|Shanghai|Taiwan|Singapore|Far East|South Asia|India)')
)

select
    lane_id,
    low as low_days,
    high as high_days,
    source_ids
from published
where low is not null and list_contains(ends::varchar[], destination)
