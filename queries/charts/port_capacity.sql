-- One row per measure of a port's capacity, state and amount, as stated in port_facts or in the
-- columns of port_events; an amount that both state is one row.
-- measure is read from the unit. state is before (the strikes or an event), left (after it), lost,
-- or stated (of a single date, neither before nor after). The first day and the words are those of
-- the earliest statement, of a fact where there is one.
with amounts as (
    select
        port_event_id as id,
        2 as rank,
        date,
        unnest(['before', 'left']) as state,
        unnest([capacity_before, capacity_after]) as amount,
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
    state,
    amount,
    min(date) as date,
    arg_min(statement, rank * 100000 + date_diff('day', date '2000-01-01', date)) as statement,
    arg_min(note, rank * 100000 + date_diff('day', date '2000-01-01', date)) as note,
    string_agg(id, '|' order by rank, id) as row_ids,
    publishers_of(all_sources(source_ids)) as publishers,
    all_sources(source_ids) as source_ids
from measured
group by measure, state, amount
order by measure, date, amount desc, state
