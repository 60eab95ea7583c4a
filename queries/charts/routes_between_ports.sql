-- One row per pair of ports that published lanes lead from and to, joined with ports by name.
-- Published distances and days are the lowest and highest of the pair's publishers, NULL where
-- none gave one; published_lanes counts the figures behind a pair. A *_weak_share is the part of
-- the figures of that measure that weak sources gave: 1 where nobody else did, NULL without any.
with extra as (
    select
        *,
        coalesce(extra_days_min, extra_days, extra_days_max) as extra_days_low,
        coalesce(extra_days_max, extra_days, extra_days_min) as extra_days_high
    from routes_published
)

select
    extra.origin,
    extra.destination,
    origins.longitude as origin_longitude,
    origins.latitude as origin_latitude,
    destinations.longitude as destination_longitude,
    destinations.latitude as destination_latitude,
    count(*) as published_lanes,
    min(extra.distance_suez_nm) as published_suez_low_nm,
    max(extra.distance_suez_nm) as published_suez_high_nm,
    min(extra.distance_cape_nm) as published_cape_low_nm,
    max(extra.distance_cape_nm) as published_cape_high_nm,
    min(extra.days_suez) as published_days_suez_low,
    max(extra.days_suez) as published_days_suez_high,
    min(extra.days_cape) as published_days_cape_low,
    max(extra.days_cape) as published_days_cape_high,
    min(extra.extra_days_low) as published_extra_days_low,
    max(extra.extra_days_high) as published_extra_days_high,
    avg(extra.weak_source::integer) filter (where extra.distance_suez_nm is not null)
        as published_suez_nm_weak_share,
    avg(extra.weak_source::integer) filter (where extra.distance_cape_nm is not null)
        as published_cape_nm_weak_share,
    avg(extra.weak_source::integer) filter (where extra.days_suez is not null)
        as published_days_suez_weak_share,
    avg(extra.weak_source::integer) filter (where extra.days_cape is not null)
        as published_days_cape_weak_share,
    all_sources(concat_ws('|', extra.source_ids, origins.source_ids, destinations.source_ids))
        as source_ids
from extra
inner join ports as origins on extra.origin = origins.port
inner join ports as destinations on extra.destination = destinations.port
group by all
order by extra.origin, extra.destination
