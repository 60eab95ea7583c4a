-- One row per port and period that touches the days chosen: mean imports a month as PortWatch models
-- them from ships' draught.
-- They are estimates of another kind than the tonnes of WFP, and not to be set beside them.
select
    port,
    period_start,
    period_end,
    date_diff('month', period_start, period_end) + 1 as months,
    max(tonnes) filter (where commodity = 'all') as all_t_per_month,
    max(tonnes) filter (where commodity = 'cargo (AIS)') as cargo_t_per_month,
    max(tonnes) filter (where commodity = 'tanker (AIS)') as tanker_t_per_month,
    any_value(note) as note,
    all_sources(source_ids) as source_ids
from port_imports
where
    method = 'AIS estimate'
    and basis = 'monthly_average'
    and ($start is null or period_end >= $start::date)
    and ($end is null or period_start <= $end::date)
group by port, period_start, period_end
order by port, period_start
