-- One value: the first of the days that a claim of the essay speaks of; NULL without any.
create or replace macro claim_first_day(the_claim) as (
    select max(first_day) from commission_claims where claim_id = the_claim
)
