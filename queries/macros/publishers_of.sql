-- One value per row: who speaks in its sources, each once, in order of the alphabet.
-- That is whose figure it is, and the publisher where nobody else is named.
create or replace macro publishers_of(ids) as (
    select string_agg(distinct source_names.speaker, ', ' order by source_names.speaker)
    from source_names
    where list_contains(string_split(ids, '|'), source_names.source_id)
)
