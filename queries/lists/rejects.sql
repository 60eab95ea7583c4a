-- One row per row of a file that a load left out, with the reasons.
-- $load_id (integer): number of a load; NULL = all
select
    rejects.load_id,
    rejects.dataset,
    rejects.row_number,
    rejects.reasons,
    rejects.cells,
    loads.file_name,
    loads.loaded_at
from rejects
inner join loads on rejects.load_id = loads.load_id
where $load_id is null or rejects.load_id = $load_id::integer
order by rejects.load_id desc, rejects.row_number
