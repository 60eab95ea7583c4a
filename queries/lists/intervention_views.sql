-- One row per published view of the steps against the attacks, those that see an effect first.
select
    view_id,
    finding,
    author,
    published_on,
    steps,
    statement,
    ground,
    source_ids
from intervention_views
order by finding, view_id
