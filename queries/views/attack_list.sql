-- One row per attack (one vessel on one attack day): lists split, flag named, sources looked up.
-- A missing flag or weapon is 'unknown', so that it can be counted and chosen like any other.
-- second_hand: none of its sources is one that reports at first hand and was read (at_first_hand).
with flag_states (flag, flag_name) as (
    -- ISO 3166 codes of the larger ship registers; a code that is not listed stands for itself.
    values
        ('ATG', 'Antigua and Barbuda'), ('BEL', 'Belgium'), ('BHS', 'Bahamas'), ('BLZ', 'Belize'),
        ('BMU', 'Bermuda'), ('BRB', 'Barbados'), ('CHN', 'China'), ('CMR', 'Cameroon'),
        ('COK', 'Cook Islands'), ('COM', 'Comoros'), ('CYM', 'Cayman Islands'), ('CYP', 'Cyprus'),
        ('DEU', 'Germany'), ('DJI', 'Djibouti'), ('DMA', 'Dominica'), ('DNK', 'Denmark'),
        ('EGY', 'Egypt'),
        ('ESP', 'Spain'), ('FRA', 'France'), ('GAB', 'Gabon'), ('GBR', 'United Kingdom'),
        ('GIB', 'Gibraltar'), ('GRC', 'Greece'), ('HKG', 'Hong Kong'), ('IMN', 'Isle of Man'),
        ('IND', 'India'), ('IRN', 'Iran'), ('ISR', 'Israel'), ('ITA', 'Italy'), ('JPN', 'Japan'),
        ('KNA', 'Saint Kitts and Nevis'), ('KOR', 'South Korea'), ('LBR', 'Liberia'),
        ('MHL', 'Marshall Islands'), ('MLT', 'Malta'), ('MYS', 'Malaysia'), ('NLD', 'Netherlands'),
        ('NOR', 'Norway'), ('PAN', 'Panama'), ('PLW', 'Palau'), ('PRT', 'Portugal'),
        ('SAU', 'Saudi Arabia'), ('SGP', 'Singapore'), ('SLE', 'Sierra Leone'), ('SWE', 'Sweden'),
        ('TGO', 'Togo'), ('TUR', 'Turkey'), ('TZA', 'Tanzania'), ('USA', 'United States'),
        ('VCT', 'Saint Vincent and the Grenadines'), ('VNM', 'Vietnam'), ('YEM', 'Yemen')
),

cited as (
    select incident_id, unnest(list_distinct(string_split(source_ids, '|'))) as source_id
    from attacks
),

reports as (
    select
        cited.incident_id,
        -- named as in source_names, which is computed after this view
        list_distinct(
            list(coalesce(nullif(string_split(sources.speaker, '; ')[1], ''), sources.publisher))
        ) as speakers,
        list(sources.url order by sources.publisher, sources.url) as urls,
        bool_or(at_first_hand.source_id is not null) as read_first_hand
    from cited
    inner join sources on cited.source_id = sources.source_id
    left join at_first_hand on cited.source_id = at_first_hand.source_id
    group by cited.incident_id
)

select
    attacks.incident_id,
    attacks.date,
    date_trunc('month', attacks.date)::date as month,
    attacks.vessel_name,
    attacks.imo,
    coalesce(attacks.flag, 'unknown') as flag,
    coalesce(flag_states.flag_name, attacks.flag, 'unknown') as flag_name,
    attacks.vessel_type,
    if(attacks.vessel_type = 'tanker', 'tanker (kind not given)', attacks.vessel_type)
        as vessel_type_name,
    attacks.operator,
    attacks.area,
    attacks.latitude,
    attacks.longitude,
    attacks.position_basis,
    list_sort(list_distinct(string_split(coalesce(attacks.weapons, 'unknown'), '|'))) as weapons,
    attacks.outcome,
    attacks.outcome = 'claimed only' as claimed_only,
    attacks.confidence,
    not coalesce(reports.read_first_hand, false) as second_hand,
    attacks.killed,
    attacks.injured,
    attacks.detained,
    coalesce(attacks.killed, 0) + coalesce(attacks.injured, 0) + coalesce(attacks.detained, 0)
        as casualties,
    attacks.note,
    array_to_string(list_sort(reports.speakers), ', ') as publishers,
    reports.urls,
    attacks.source_ids
from attacks
left join reports on attacks.incident_id = reports.incident_id
left join flag_states on attacks.flag = flag_states.flag
