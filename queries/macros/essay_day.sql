-- One value: the day to which the commissioning essay speaks; its claims are tested up to it.
create or replace macro essay_day() as date '2024-10-01'
