-- One value per group: the keys of all its sources, each once, parted by |; '' without any.
create or replace macro all_sources(ids) as
coalesce(
    array_to_string(list_sort(list_distinct(string_split(string_agg(ids, '|'), '|'))), '|'), ''
)
