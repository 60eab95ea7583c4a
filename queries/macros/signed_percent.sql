-- One value: a percentage in whole numbers with its sign, "+89 %", "−54 %", "0 %"; NULL stays NULL.
create or replace macro signed_percent(percent) as
case
    when round(percent) = 0 then '0 %'
    else if(percent < 0, '−', '+') || format('{:,.0f}', abs(percent)::double) || ' %'
end
