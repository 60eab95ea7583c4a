-- One row per published quote of a cost, with its kind and a title of its component. What is quoted for
-- a quarter, half a year or a year is named so, because such sums do not compare.
with kinds (prefix, kind) as (
    values
    ('war_risk_', 'War-risk premium'),
    ('insurance_', 'Insurance'),
    ('emergency_surcharge_', 'Surcharges'),
    ('bunker_', 'Fuel and charter'),
    ('charter_', 'Fuel and charter'),
    ('eu_ets_', 'EU ETS'),
    ('suez_', 'Suez Canal'),
    ('cape_', 'Cape route'),
    ('carrier_fak_', 'Freight')
),

names (component, component_title) as (
    values
    ('war_risk_premium_pct_hull', 'War-risk premium'),
    ('insurance_usd_per_transit', 'Insurance of a transit'),
    ('insurance_usd_per_voyage', 'Insurance of a voyage'),
    ('bunker_vlsfo_usd_per_t', 'Very low sulphur fuel oil (VLSFO)'),
    ('charter_rate_usd_per_day', 'Charter of a ship'),
    ('eu_ets_cost_usd_per_voyage', 'EU emissions trading, cost of a voyage'),
    ('eu_ets_surcharge_eur_per_feu', 'EU emissions surcharge per FEU'),
    ('eu_ets_surcharge_eur_per_teu', 'EU emissions surcharge per TEU'),
    ('suez_toll_usd', 'Suez toll of a transit'),
    ('suez_toll_change_pct', 'Suez toll, change'),
    ('suez_toll_surcharge_pct', 'Suez toll, surcharge'),
    ('suez_revenue_usd_bn', 'Suez Canal revenue'),
    ('suez_revenue_change_pct', 'Suez Canal revenue, change'),
    ('suez_maersk_tolls_usd_bn', 'Suez tolls paid by Maersk'),
    ('suez_maersk_transits', 'Suez transits of Maersk'),
    ('cape_extra_cost_pct', 'Extra cost by the Cape, percent'),
    ('cape_extra_cost_usd_per_voyage', 'Extra cost by the Cape, a voyage'),
    ('carrier_fak_rate_usd_per_feu', 'Freight of all kinds, per FEU'),
    ('carrier_fak_rate_usd_per_teu', 'Freight of all kinds, per TEU'),
    ('emergency_surcharge_usd_per_container', 'Emergency surcharge per container'),
    ('emergency_surcharge_usd_per_feu', 'Emergency surcharge per FEU'),
    ('emergency_surcharge_usd_per_reefer', 'Emergency surcharge per reefer'),
    ('emergency_surcharge_usd_per_teu', 'Emergency surcharge per TEU')
)

select
    cost_components.*,
    coalesce(kinds.kind, 'Other costs') as kind,
    coalesce(names.component_title, replace(cost_components.component, '_', ' '))
    || if(
        cost_components.date_precision like '% end',
        ', ' || regexp_replace(cost_components.date_precision, ' end$', ''), ''
    ) as component_title
from cost_components
left join kinds on starts_with(cost_components.component, kinds.prefix)
left join names on cost_components.component = names.component
