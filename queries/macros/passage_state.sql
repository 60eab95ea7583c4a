-- The state of a passage in a word, by its traffic as a percent of the baseline and by its change on
-- the same weeks a year before, in percent, NULL where that is not known. Within ten percent of the
-- baseline a passage is in use, below ten percent of it all but shut. Between the two ships avoid
-- it, or return where they are ten percent more than a year before. Above, the Cape is used instead.
create or replace macro passage_state(chokepoint, share_pct, year_change_pct) as
case
    when share_pct is null then null
    when share_pct < 10 then 'all but shut'
    when share_pct < 90 and chokepoint = 'Cape of Good Hope' then 'quieter than before'
    when share_pct < 90 and year_change_pct >= 10 then 'returning'
    when share_pct < 90 then 'avoided'
    when share_pct <= 110 then 'in use'
    when chokepoint = 'Cape of Good Hope' then 'used instead'
    else 'busier than before'
end
