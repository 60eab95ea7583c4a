-- One row per published share whose subject the pattern fits, stated up to until_day; NULL means all.
-- A share that the compilers computed from tonnes is marked; every other repeats what somebody says.
create or replace macro shares_stated(subject, until_day := null) as table
select
    fact_id,
    share_pct,
    date_of_statement,
    claim like '%(computed)%' as is_computed,
    format('{:.0f} % of {}', share_pct, of_what)
    || coalesce(' (' || publishers_of(source_ids) || ', ', ' (')
    || strftime(date_of_statement, '%-d %B %Y)') as said,
    source_ids
from port_facts
where
    kind = 'share'
    and regexp_matches(lower(of_what), subject)
    and not regexp_matches(lower(of_what), 'by ais estimate')
    and date_of_statement <= coalesce(until_day::date, date_of_statement)
