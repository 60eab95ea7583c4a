-- One value: the last of the days that a claim of the essay speaks of; NULL without any.
create or replace macro claim_last_day(the_claim) as (
    select max(last_day) from commission_claims where claim_id = the_claim
)
