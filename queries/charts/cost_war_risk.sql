-- One row per published quote of the war-risk premium, percent of a ship's hull value per voyage.
-- value_low_pct is NULL where only an upper figure was published. The area is the Red Sea with the
-- Gulf of Aden, or the Strait of Hormuz with the (Persian) Gulf, as the scope of the quote says;
-- ships that call at a port of the Red Sea are quoted otherwise than those that only pass.
select
    date,
    date_precision,
    case
        when scope ilike '%Red Sea%' and (scope ilike '%ports%' or scope ilike '%calling at%')
            then 'Calls at Red Sea ports'
        when regexp_matches(scope, 'Red Sea|Gulf of Aden|Bab el-Mandeb', 'i')
            then 'Red Sea and Gulf of Aden'
        when scope ilike '%Hormuz%' or scope ilike '%Gulf%' then 'Strait of Hormuz and Gulf'
        else 'Other areas'
    end as area,
    scope,
    value_low as value_low_pct,
    value_high as value_high_pct,
    unit,
    note,
    source_ids
from cost_components
where
    component = 'war_risk_premium_pct_hull'
    and ($start is null or date >= $start::date)
    and ($end is null or date <= $end::date)
order by date, area, scope
