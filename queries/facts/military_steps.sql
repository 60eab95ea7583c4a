-- One row per step at sea or against the Houthis by the United States and its allies: attested
-- attacks in the 60 days before and in 60 from its day on, and their ratio.
-- Kept for $until: null, essay_day()
select
    event_id,
    intervention,
    date,
    attacks_before,
    days_before,
    attacks_after,
    days_after,
    rate_ratio,
    source_ids
from military_steps($until)
order by date, event_id
