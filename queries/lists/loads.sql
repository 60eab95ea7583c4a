-- One row per load or undo of a dataset: what it changed, when, by whom, in which version.
-- $dataset (text): name of a dataset; NULL = all
select
    load_id,
    kind,
    dataset,
    file_name,
    format,
    sha256,
    rows_added,
    rows_changed,
    rows_removed,
    rows_unchanged,
    rows_rejected,
    loaded_at,
    loaded_by,
    note,
    version,
    based_on
from loads
where $dataset is null or dataset = $dataset
order by load_id desc
