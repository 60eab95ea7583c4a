-- One row per value that a load changed, and per row that one removed (field is NULL then, and the
-- old value is the whole row as JSON); newest load first.
-- $load_id (integer): number of a load; NULL = all loads
-- $without (texts): datasets left out; NULL = none
-- $most (integer): how many rows at most; NULL = all
select
    revisions.load_id,
    loads.loaded_at,
    revisions.dataset,
    revisions.row_key,
    revisions.field,
    revisions.old_value,
    revisions.new_value,
    loads.kind,
    loads.file_name,
    loads.note
from revisions
inner join loads on revisions.load_id = loads.load_id
where
    ($load_id is null or revisions.load_id = $load_id::bigint)
    and ($without is null or not list_contains($without::varchar[], revisions.dataset))
order by revisions.load_id desc, revisions.dataset, revisions.row_key, revisions.field
limit coalesce($most::bigint, 9223372036854775807)
