-- One row per attack (one vessel on one attack day): lists split, flag named, sources looked up.
-- A missing flag or weapon is 'unknown', so that it can be counted and chosen like any other.
with flag_states (flag, flag_name) as (
    -- ISO 3166 codes of the larger ship registers; a code that is not listed stands for itself.
    values
        ('ATG', 'Antigua and Barbuda'), ('BEL', 'Belgium'), ('BHS', 'Bahamas'), ('BLZ', 'Belize'),
        ('BMU', 'Bermuda'), ('BRB', 'Barbados'), ('CHN', 'China'), ('CMR', 'Cameroon'),
        ('COK', 'Cook Islands'), ('COM', 'Comoros'), ('CYM', 'Cayman Islands'), ('CYP', 'Cyprus'),
        ('DEU', 'Germany'), ('DJI', 'Djibouti'), ('DNK', 'Denmark'), ('EGY', 'Egypt'),
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

citations as (
    select
        cited.incident_id,
        string_agg(distinct sources.publisher, ', ' order by sources.publisher) as publishers,
        list(sources.url order by sources.publisher, sources.url) as urls
    from cited
    inner join sources on cited.source_id = sources.source_id
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
    attacks.operator,
    attacks.area,
    attacks.latitude,
    attacks.longitude,
    attacks.position_basis,
    list_sort(list_distinct(string_split(coalesce(attacks.weapons, 'unknown'), '|'))) as weapons,
    attacks.outcome,
    attacks.outcome = 'claimed only' as claimed_only,
    attacks.confidence,
    attacks.killed,
    attacks.injured,
    attacks.detained,
    coalesce(attacks.killed, 0) + coalesce(attacks.injured, 0) + coalesce(attacks.detained, 0)
        as casualties,
    attacks.note,
    citations.publishers,
    citations.urls,
    attacks.source_ids
from attacks
left join citations on attacks.incident_id = citations.incident_id
left join flag_states on attacks.flag = flag_states.flag
