-- One row per published statement on freight rates that the tables cannot reproduce, and why.
-- Statements on rates are those whose metric names a freight or charter index or a price.
select * exclude (is_of_rates, unit, is_lower_bound, our_value, difference, agrees, used)
from published_answers()
where reason is not null and is_of_rates
order by claim_id
