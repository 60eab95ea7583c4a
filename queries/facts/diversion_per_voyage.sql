-- One row per class of ship that has figures for both: the extra miles and CO2 of one voyage round
-- the Cape in place of Suez. Miles are the mean of the published distances of such ships, the extreme
-- case of a voyage that begins in the Red Sea left out. Fuel is that of a typical ship of the class
-- at its usual speed, with those of the smallest and largest as bounds; general cargo and ro-ro have
-- no figures of fuel and are missing.
with ships (vessel_class, ship_class, is_typical, knots) as (
    values
    ('container', 'panamax', false, 16),
    ('container', 'neopanamax', true, 16),
    ('container', 'ulcv', false, 16),
    ('dry bulk', 'supramax', false, 12),
    ('dry bulk', 'kamsarmax', true, 12),
    ('dry bulk', 'capesize', false, 12),
    ('tanker', 'mr', false, 12),
    ('tanker', 'suezmax', true, 12),
    ('tanker', 'vlcc', false, 12)
),

miles as (
    select
        ships.vessel_class,
        avg(published.distance_cape_nm - published.distance_suez_nm) as extra_nm,
        all_sources(published.source_ids) as source_ids
    from (select distinct vessel_class from ships) as ships
    inner join routes_published as published
        on
            published.vessel_type in (ships.vessel_class, 'all')
            and published.distance_cape_nm < 2 * published.distance_suez_nm
    group by ships.vessel_class
),

burns as (
    select
        ships.vessel_class,
        ships.is_typical,
        (
            design_fuel.value * power(ships.knots / design_speed.value, exponent.value)
            + auxiliary.value
        ) / (24 * ships.knots) as fuel_t_per_nm,
        carbon.value as co2_t_per_t,
        concat_ws('|', design_fuel.source_ids, auxiliary.source_ids, carbon.source_ids)
            as source_ids
    from ships
    inner join assumptions as design_fuel
        on
            ships.ship_class = design_fuel.ship_class
            and design_fuel.assumption_id = 'fuel_at_design_t_per_day'
    inner join assumptions as design_speed
        on
            ships.ship_class = design_speed.ship_class
            and design_speed.assumption_id = 'design_speed_knots'
    inner join assumptions as auxiliary
        on
            ships.ship_class = auxiliary.ship_class
            and auxiliary.assumption_id = 'auxiliary_fuel_t_per_day'
    inner join assumptions as exponent on exponent.assumption_id = 'fuel_speed_exponent'
    inner join assumptions as carbon on carbon.assumption_id = 'co2_t_per_t_fuel'
)

select
    burns.vessel_class,
    any_value(miles.extra_nm) as extra_nm,
    max(burns.fuel_t_per_nm) filter (where burns.is_typical) as fuel_t_per_nm,
    max(burns.fuel_t_per_nm * burns.co2_t_per_t * miles.extra_nm) filter (where burns.is_typical)
        as co2_t,
    min(burns.fuel_t_per_nm * burns.co2_t_per_t * miles.extra_nm) as co2_low_t,
    max(burns.fuel_t_per_nm * burns.co2_t_per_t * miles.extra_nm) as co2_high_t,
    all_sources(concat_ws('|', nullif(burns.source_ids, ''), miles.source_ids)) as source_ids
from burns
inner join miles on burns.vessel_class = miles.vessel_class
group by burns.vessel_class
order by burns.vessel_class
