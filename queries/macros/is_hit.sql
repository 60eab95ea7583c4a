-- One value per outcome of an attack: whether the ship was struck or taken.
create or replace macro is_hit(outcome) as
coalesce(outcome in ('sunk', 'hijacked', 'damaged'), false)
