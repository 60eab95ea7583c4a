-- One value per row: the publishers of its sources, each once, in order of the alphabet.
create or replace macro publishers_of(ids) as (
    select string_agg(distinct sources.publisher, ', ' order by sources.publisher)
    from sources
    where list_contains(string_split(ids, '|'), sources.source_id)
)
