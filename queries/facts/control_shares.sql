-- One row per year before the crisis, and one for the 52 weeks before it (year NULL): ships at Bab
-- el-Mandeb for each ship at Malacca, by class of the control, and what passed Malacca a day.
-- How much that share moved before the crisis is what the interval of the scenario rests on.
-- $fit_end (date): last day before the crisis
with shares as (
    select
        weeks.vessel_class,
        weeks.week + 3 as thursday,
        weeks.days,
        weeks.transits,
        control.days as control_days,
        control.transits as control_transits,
        concat_ws('|', weeks.source_ids, control.source_ids) as source_ids
    from (
        select
            case when vessel_class in ('all', 'tanker') then vessel_class else 'cargo' end
                as vessel_class,
            week,
            max(days) as days,
            sum(transits) as transits,
            min(source_ids) as source_ids
        from transit_weeks
        where chokepoint = 'Bab el-Mandeb Strait'
        group by all
    ) as weeks
    inner join control_counts as control
        on
            weeks.week = control.week
            and control.vessel_class
            = case weeks.vessel_class when 'all' then 'total' else weeks.vessel_class end
    where control.chokepoint = 'Malacca Strait' and weeks.week + 3 <= $fit_end::date
)

select
    vessel_class,
    year(thursday) as year,
    (sum(transits) / sum(days)) / (sum(control_transits) / sum(control_days)) as share,
    sum(control_transits) / sum(control_days) as control_per_day,
    count(*) as weeks,
    all_sources(source_ids) as source_ids
from shares
group by vessel_class, year(thursday)
union all by name
select
    vessel_class,
    null as year,
    (sum(transits) / sum(days)) / (sum(control_transits) / sum(control_days)) as share,
    sum(control_transits) / sum(control_days) as control_per_day,
    count(*) as weeks,
    all_sources(source_ids) as source_ids
from shares
where thursday > $fit_end::date - 364
group by vessel_class
order by vessel_class, year nulls last
