-- One row per published observation of delays, routes and canal traffic that no chart draws.
-- last_day is that of the month, quarter or year from date on, and date itself for other grains;
-- an observation counts when those days touch the period. in_doubt marks the figures that the
-- compilers keep out of charts; the note says why.
-- $metrics (texts): metrics; NULL = all
with dated as (
    select
        *,
        case grain
            when 'month' then last_day(date)
            when 'quarter' then (date + interval 3 month - interval 1 day)::date
            when 'year' then (date + interval 1 year - interval 1 day)::date
            else date
        end as last_day,
        grain = 'month'
        and use_in_charts
        and (metric, lane) in (select (drawn.metric, drawn.lane) from drawn_delays() as drawn) as is_drawn
    from delays
)

select
    dated.date,
    dated.grain,
    dated.last_day,
    dated.metric,
    dated.lane,
    dated.value,
    dated.unit,
    not dated.use_in_charts as in_doubt,
    dated.note,
    publishers_of(dated.source_ids) as publishers,
    dated.source_ids
from dated
where
    not dated.is_drawn
    and ($start is null or dated.last_day >= $start::date)
    and ($end is null or dated.date <= $end::date)
    and ($metrics is null or list_contains($metrics::varchar[], dated.metric))
order by dated.date desc, dated.metric, dated.lane
