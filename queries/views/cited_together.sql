-- One row per list of sources that a row cites which is shown with its publishers: those who speak in
-- them, each once, in order of the alphabet, as publishers_of names them for any list.
-- is_second_hand: none of them reports at first hand and was read.
with lists as (
    select source_ids from carrier_actions
    union
    select source_ids from delays
    union
    select source_ids from port_events
    union
    select source_ids from port_facts
    union
    select source_ids from port_imports
),

cited as (
    select source_ids, unnest(string_split(source_ids, '|')) as source_id
    from lists
)

select
    cited.source_ids,
    string_agg(distinct source_names.speaker, ', ' order by source_names.speaker) as publishers,
    count(at_first_hand.source_id) = 0 as is_second_hand
from cited
left join source_names on cited.source_id = source_names.source_id
left join at_first_hand on cited.source_id = at_first_hand.source_id
group by cited.source_ids
