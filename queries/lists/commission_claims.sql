-- One row per claim of the commissioning essay, in the essay's order: its words, its test and the day
-- to which it speaks.
select
    claim_id,
    claim,
    test,
    stated_on
from commission_claims
order by claim_id
