-- One value per row: the publishers of its sources, each once, in order of the alphabet.
create or replace macro publishers_of(ids) as (
    select string_agg(distinct source_names.publisher, ', ' order by source_names.publisher)
    from source_names
    where list_contains(string_split(ids, '|'), source_names.source_id)
)
