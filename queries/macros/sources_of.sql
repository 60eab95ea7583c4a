-- One value: the keys of sources that a text parts by |, each once and in order; NULL without any.
create or replace macro sources_of(ids) as
nullif(array_to_string(list_sort(list_distinct(string_split(ids, '|'))), '|'), '')
