-- One row per monthly figure of punctuality that a chart draws as a line: metric, lane, and who
-- defines and compiles it, who may not be who printed the figure.
create or replace macro drawn_delays() as table
select metric, lane, compiled_by
from (
    values
        ('schedule_reliability_pct', 'global', 'Sea-Intelligence'),
        ('avg_delay_days_late_arrivals', 'global', 'Sea-Intelligence'),
        ('on_time_performance_pct', 'global', 'Kuehne+Nagel'),
        ('on_time_performance_pct', 'Asia-North Europe', 'Kuehne+Nagel'),
        ('avg_delay_days_late_arrivals_kn', 'global', 'Kuehne+Nagel'),
        ('on_time_arrivals_pct_xeneta', 'global', 'Xeneta')
) as drawn (metric, lane, compiled_by)
