-- One row per measure of a port's capacity, place, state and amount, as stated in port_facts or in
-- the columns of port_events; an amount that both state is one row.
-- measure is read from the unit. state is before (the strikes or an event), left (after it), lost,
-- or stated (of a single date, neither before nor after). place is the whole that an amount is of:
-- Ras Isa or three ports where the words say so, else the port of the event; a fact that names no
-- place is of Hodeidah. The first day and the words are those of the earliest statement, of a fact
-- where there is one; the notes are those of all. items are the numbered berths named, "1|2|5".
with amounts as (
    select
        port_event_id as id,
        2 as rank,
        date,
        unnest(['before', 'left']) as state,
        unnest([capacity_before, capacity_after]) as amount,
        unnest([
            port,
            case when regexp_matches(effect, '(left|remained).* at Ras Isa') then 'Ras Isa'
            else port end
        ]) as place,
        null as items,
        capacity_unit as unit,
        effect as statement,
        note,
        source_ids
    from port_events
    where capacity_unit is not null
    union all
    select
        fact_id,
        1,
        date_of_statement,
        case
            when regexp_matches(claim, '(destroyed|sunk|lost|[Ff]all in)') then 'lost'
            when claim like '%before%' then 'before'
            when regexp_matches(claim, '(left|usable|[Aa]fter)') then 'left'
            else 'stated'
        end,
        coalesce(value, share_pct),
        case
            when regexp_matches(claim || ' ' || of_what, '(three ports|Hodeidah, Salif)')
                then 'three ports'
            when regexp_matches(concat_ws(' ', claim, of_what, note), '(at |^)Ras Isa') then 'Ras Isa'
            else 'Hodeidah'
        end,
        case
            when of_what like 'berths %'
                then array_to_string(regexp_extract_all(of_what, '\d+'), '|')
        end,
        coalesce(unit, 'percent'),
        claim,
        concat_ws('; ', of_what, note),
        source_ids
    from port_facts
    where kind = 'capacity'
),

measured as (
    select
        *,
        case
            when unit like '%fuel storage%' or unit = 'tonnes' then 'Fuel storage, tonnes'
            when unit like '%percent%' then 'Harbour capacity, % of normal'
            when unit like '%crane%' then 'Cranes'
            when unit like '%berth%' then 'Berths'
            when unit like '%tug%' then 'Tugs'
            when unit like '%barrel%' then 'Oil terminal storage, barrels'
            when unit like '%ship%' then 'Ships unloading at once'
            else unit
        end as measure
    from amounts
    where amount is not null
)

select
    measure,
    place,
    state,
    amount,
    min(date) as date,
    arg_min(statement, rank * 100000 + date_diff('day', date '2000-01-01', date)) as statement,
    string_agg(nullif(note, ''), '; ' order by rank, id) as note,
    max(items) as items,
    string_agg(id, '|' order by rank, id) as row_ids,
    publishers_of(all_sources(source_ids)) as publishers,
    all_sources(source_ids) as source_ids
from measured
group by measure, place, state, amount
order by measure, date, amount desc, state, place
