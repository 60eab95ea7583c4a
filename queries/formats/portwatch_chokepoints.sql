-- One row per day, chokepoint and ship class: transits by day, in place of the weeks they lie in.
-- format: IMF PortWatch daily chokepoints
-- publisher: IMF PortWatch
-- kind: international organisation
-- dataset: transits
-- source: imf-portwatch
-- cited as: IMF PortWatch (portwatch.imf.org), UN Global Platform AIS, downloaded by the data team
-- url: https://portwatch.imf.org/
-- terms: attribute; IMF copyright and terms of 11 October 2024
--   (imf.org/en/About/copyright-and-terms), beside an older page of 2 January 2020, not settled for
--   PortWatch; read before bulk redistribution
-- dates: date
-- integers: n_container, n_dry_bulk, n_general_cargo, n_roro, n_tanker, n_cargo, n_total
-- numbers: capacity_container, capacity_dry_bulk, capacity_general_cargo, capacity_roro,
--   capacity_tanker
-- texts: portid
-- ids portid: chokepoint[0-9]+
-- only portid in ('chokepoint1', 'chokepoint4', 'chokepoint5', 'chokepoint6', 'chokepoint7',
--   'chokepoint9'): the dashboard follows Suez, Bab el-Mandeb, Hormuz and the Cape, and Malacca and
--   Dover as controls
-- holds try_cast(n_total as bigint) = try_cast(n_cargo as bigint) + try_cast(n_tanker as bigint):
--   n_total is not n_cargo plus n_tanker
with straits as (
    select *
    from (
        values
        ('chokepoint1', 'Suez Canal'),
        ('chokepoint4', 'Bab el-Mandeb Strait'),
        ('chokepoint5', 'Malacca Strait'),
        ('chokepoint6', 'Strait of Hormuz'),
        ('chokepoint7', 'Cape of Good Hope'),
        ('chokepoint9', 'Dover Strait')
    ) as known (portid, chokepoint)
),

classes as (
    select
        file._row,
        file.date,
        file.portid,
        unnest(['container', 'dry bulk', 'general cargo', 'roro', 'tanker']) as vessel_class,
        unnest([
            file.n_container, file.n_dry_bulk, file.n_general_cargo, file.n_roro, file.n_tanker
        ]) as transits,
        unnest([
            file.capacity_container,
            file.capacity_dry_bulk,
            file.capacity_general_cargo,
            file.capacity_roro,
            file.capacity_tanker
        ]) as capacity
    from file
)

select
    classes._row,
    classes.date as week_start,
    '1' as days,
    straits.chokepoint,
    classes.vessel_class,
    classes.transits,
    coalesce(
        case
            when regexp_full_match(classes.capacity, '[-+0-9.eE]+')
                then try_cast(round(try_cast(classes.capacity as double)) as bigint)::varchar
        end,
        classes.capacity
    ) as trade_volume_t
from classes
left join straits on classes.portid = straits.portid
