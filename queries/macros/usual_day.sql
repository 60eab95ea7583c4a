-- One value: the first or last day of a baseline as the filters of the pages have it at first.
-- Of transits it is the World Bank's of its Red Sea monitoring; of rates the weeks before the first
-- hijacking, in which they were at rest and seldom missing.
create or replace macro usual_day(filter) as
case filter
    when 'baseline_start' then date '2022-01-01'
    when 'baseline_end' then date '2023-10-06'
    when 'rate_baseline_start' then date '2023-09-01'
    when 'rate_baseline_end' then date '2023-11-16'
end
