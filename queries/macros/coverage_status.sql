-- One value: how the days given lie to those that were checked. NULL as a day means from the first
-- day checked, to the last one.
-- before, after: no day of them was checked, they end before the record begins or begin after its
-- check ends; covered: all of them were; partly: some, or on further ground alone; unknown: the
-- record says nothing of its check. Only where it is covered or partly is a count of nothing a 0.
create or replace macro coverage_status(
    start_day, end_day, checked_from, checked_until, further_until
) as
case
    when checked_from is null then 'unknown'
    when end_day::date < checked_from then 'before'
    when start_day::date > greatest(checked_until, further_until) then 'after'
    when
        coalesce(start_day::date, checked_from) >= checked_from
        and coalesce(end_day::date, checked_until) <= checked_until
        then 'covered'
    else 'partly'
end
