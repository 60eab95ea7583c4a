-- One row per publisher of transits_reported: whose count it is, and what it is worth as a check.
-- The publisher decides. What follows " via " is only where the count was read. A count made of
-- PortWatch's data, as all of the World Bank's monitoring is, checks our arithmetic, not the
-- counting: counter_kind is official, independent (own signals, own rules) or same data.
with headed as (
    select distinct
        publisher,
        regexp_replace(publisher, '\s+via\s.*$', '', 'i') as head
    from transits_reported
),

named as (
    select
        publisher,
        case
            when regexp_matches(head, '^(suez canal authority|sca|capmas)\b', 'i')
                then 'Suez Canal Authority'
            when regexp_matches(head, '^lloyd.?s list\b', 'i') then 'Lloyd''s List'
            when regexp_matches(head, 'portwatch|^world bank\b', 'i') then 'IMF PortWatch'
            when regexp_matches(head, '^(adb|asian development bank)\b', 'i')
                then 'Asian Development Bank'
            else coalesce(nullif(trim(regexp_extract(head, '^[^(,]+')), ''), head)
        end as counter
    from headed
)

select
    publisher,
    counter,
    case counter
        when 'Suez Canal Authority' then 'official'
        when 'IMF PortWatch' then 'same data'
        else 'independent'
    end as counter_kind
from named
