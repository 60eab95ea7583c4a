-- One row per port group, commodity and total since 1 January of which the year before was
-- published for the same months; the change and its bounds are in percent of that year before.
-- is_doubtful where the compilers doubt either of the two totals; is_before_revision where a later
-- total of either year is revised. The days chosen are those on which the months end.
-- $commodities (texts): commodities (all, food, fuel); NULL = all of them
-- $ports (texts): port groups; NULL = all
select
    port,
    commodity,
    year,
    months,
    period_end,
    tonnes,
    error_t,
    tonnes_year_before,
    error_t_year_before,
    change_pct,
    change_low_pct,
    change_high_pct,
    is_doubtful or is_doubtful_year_before as is_doubtful,
    is_before_revision or is_before_revision_year_before as is_before_revision,
    nullif(concat_ws('; year before: ', note, note_year_before), '') as note,
    source_ids || '|' || source_ids_year_before as source_ids
from port_totals
where
    ($commodities is null or list_contains($commodities::varchar[], commodity))
    and ($ports is null or list_contains($ports::varchar[], port))
    and change_pct is not null
    and ($start is null or period_end >= $start::date)
    and ($end is null or period_end <= $end::date)
order by port, commodity, period_end, row_id
