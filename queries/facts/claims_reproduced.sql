-- One row per published statement on freight rates that can be checked, with our value of it.
-- How it is computed and when it agrees stands in the macro published_answers.
select * exclude (is_of_rates, reason)
from published_answers()
where reason is null and is_of_rates
order by claim_id
