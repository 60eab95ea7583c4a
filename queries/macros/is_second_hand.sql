-- One value per row: whether it is known at second hand alone, none of its sources being one that
-- reports at first hand and was read.
create or replace macro is_second_hand(ids) as (
    select count(*) = 0
    from at_first_hand
    where list_contains(string_split(ids, '|'), source_id)
)
