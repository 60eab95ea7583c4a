-- One row per store: the days that the date pickers offer, and where the crisis record begins.
select
    min(covers_from) as earliest,
    max(covers_until) as latest,
    min(covers_from) filter (where dataset = 'events') as crisis_start
from catalogue
