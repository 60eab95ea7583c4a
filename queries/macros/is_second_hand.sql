-- One value per row: whether none of its sources that report at first hand was read, be it at its
-- publisher, in an archive or as a re-post of the whole text.
create or replace macro is_second_hand(ids) as (
    select
        not coalesce(
            bool_or(
                kind in ('official', 'company', 'news agency', 'press', 'trade press')
                and (via is null or via = 'Internet Archive' or starts_with(via, 're-post at '))
            ),
            false
        )
    from sources
    where list_contains(string_split(ids, '|'), source_id)
)
