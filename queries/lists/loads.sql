-- One row per load: which file changed which dataset, when, by whom, in which version.
select
    load_id,
    dataset,
    file_name,
    sha256,
    rows_added,
    rows_changed,
    rows_unchanged,
    loaded_at,
    loaded_by,
    version
from loads
order by load_id desc
