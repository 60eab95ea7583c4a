-- One value: the day to which the commissioning essay speaks; its claims are tested up to it.
create or replace macro essay_day() as (select max(stated_on) from commission_claims)
