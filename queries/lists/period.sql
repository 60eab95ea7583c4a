-- One row per store: the days that the date pickers offer, and those of the period and of the
-- baselines at first, as the view record_days finds them.
select
    earliest,
    latest,
    last_choice,
    crisis_start,
    baseline_start,
    baseline_end,
    rate_baseline_start,
    rate_baseline_end
from record_days
