-- One row per incident of another publisher's record, newest first, and whether it can be drawn.
-- position is 'on the map' in the box given, 'outside' of it, or 'none' without coordinates.
-- $publishers (texts): publishers; NULL = all
-- $types (texts): types of event, 'not stated' for none; NULL = all
-- $west (number): western edge of the box, in degrees; NULL = the whole world
-- $east (number): eastern edge of the box, in degrees; NULL = the whole world
-- $south (number): southern edge of the box, in degrees; NULL = the whole world
-- $north (number): northern edge of the box, in degrees; NULL = the whole world
select
    publisher,
    incident_id,
    date,
    date_precision,
    coalesce(event_type, 'not stated') as event_type,
    sub_type,
    actor,
    target,
    latitude,
    longitude,
    geo_precision,
    case
        when latitude is null or longitude is null then 'none'
        when
            ($west is null or longitude >= $west::double)
            and ($east is null or longitude <= $east::double)
            and ($south is null or latitude >= $south::double)
            and ($north is null or latitude <= $north::double)
            then 'on the map'
        else 'outside'
    end as position,
    place,
    country,
    fatalities,
    reported_by,
    description,
    source_ids
from incidents
where
    ($start is null or date >= $start::date)
    and ($end is null or date <= $end::date)
    and ($publishers is null or list_contains($publishers::varchar[], publisher))
    and (
        $types is null or list_contains($types::varchar[], coalesce(event_type, 'not stated'))
    )
order by date desc, publisher, incident_id desc
