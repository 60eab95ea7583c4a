-- One value: a number and what it counts, "1 attack", "1,234 attacks"; NULL stays NULL.
create or replace macro counted(number, thing) as
format('{:,.0f}', number::double) || ' ' || thing || if(number = 1, '', 's')
