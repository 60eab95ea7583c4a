-- One row per published emergency surcharge, a carrier's own or a market average.
-- The carrier is NULL where the scope does not begin with the name of one whose decisions are on
-- record; the charge is the scope without that name.
with carriers as (
    select distinct carrier
    from carrier_actions
),

quotes as (
    select
        *,
        (
            select carrier
            from carriers
            where starts_with(cost_components.scope, carrier || ' ')
            order by length(carrier) desc
            limit 1
        ) as carrier
    from cost_components
    where component like 'emergency_surcharge_%'
)

select *, trim(substr(scope, 1 + coalesce(length(carrier), 0))) as charge
from quotes
