-- One row per published emergency surcharge, a carrier's own or a market average.
-- The carrier is NULL where the scope does not begin with the name of one whose decisions are on
-- record; the charge is the scope without that name. Units (per TEU, per FEU, per reefer, per
-- container) are never to share an axis.
-- The war date is the first day of the Iran war, NULL where no event has that role.
-- $unit (text): unit of the surcharge, as USD/FEU; NULL = all
select
    date,
    date_precision,
    carrier,
    scope,
    charge,
    value_low,
    value_high,
    unit,
    note,
    day_of('Iran war begins') as war_date,
    source_ids
from cost_surcharges
where
    ($start is null or date >= $start::date)
    and ($end is null or date <= $end::date)
    and ($unit is null or unit = $unit)
order by unit, date, carrier, scope
