-- One row per claim of the commissioning essay, in the essay's order: its words and its test.
select
    claim_id,
    claim,
    test
from commission_claims
order by claim_id
