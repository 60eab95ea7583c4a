-- One value per row of delays: whether it is a month of punctuality that a chart draws as a line.
-- Of one alliance or line there is a month at most: those are listed with the other observations.
create or replace macro is_drawn_punctuality(grain, use_in_charts, metric, lane) as
grain = 'month'
and use_in_charts
and (
    (
        lane = 'global'
        and list_contains(
            [
                'schedule_reliability_pct', 'avg_delay_days_late_arrivals',
                'on_time_performance_pct', 'avg_delay_days_late_arrivals_kn',
                'on_time_arrivals_pct_xeneta'
            ],
            metric
        )
    )
    or (lane = 'Asia-North Europe' and metric = 'on_time_performance_pct')
)
