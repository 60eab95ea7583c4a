-- One row per claim: SEED-01, more than 100 merchant ships were attacked.
-- A ship is a vessel name, in any spelling of its capitals. The answer is the number of ships named
-- in attacks that someone beside the Houthis attests; high is with the attacks on ships that no
-- source names, each taken as one ship more.
with counted as (
    select
        count(*) as all_attacks,
        count(*) filter (not claimed_only) as attacks,
        count(distinct lower(trim(vessel_name))) as all_ships,
        count(distinct lower(trim(vessel_name))) filter (not claimed_only) as ships,
        count(*) filter (vessel_name is null) as all_unnamed,
        count(*) filter (vessel_name is null and not claimed_only) as unnamed,
        all_sources(source_ids) as source_ids
    from selected_attacks(
        claim_first_day('SEED-01'), claim_last_day('SEED-01'), true, null, null, null, null, null, null
    )
),

known as (
    select
        *,
        (select stated_value from commission_claims where claim_id = 'SEED-01') as stated,
        (
            select covers_until >= claim_last_day('SEED-01') from coverage where dataset = 'attacks'
        ) as is_covered
    from counted
)

select
    'SEED-01' as claim_id,
    if(all_attacks > 0, ships, null)::double as answer,
    if(all_attacks > 0, ships, null)::double as low,
    if(all_attacks > 0, ships + unnamed, null)::double as high,
    'ships named, and with every unnamed one' as range_of,
    'different ships' as unit,
    if(
        all_attacks = 0,
        'No attack of these days is on record.',
        counted(ships, 'different ship') || ' named in ' || counted(attacks, 'attack')
        || ' that others than the Houthis attest'
        || if(
            unnamed > 0,
            '; no source names the ship of ' || unnamed || ' of these attacks, so there are at most '
            || counted(ships + unnamed, 'ship'),
            ''
        )
        || '. With attacks known from a Houthi statement alone: '
        || counted(all_ships, 'named ship') || ' in ' || counted(all_attacks, 'attack') || '.'
    ) as answer_words,
    claim_first_day('SEED-01') as period_start,
    claim_last_day('SEED-01') as period_end,
    case
        when all_attacks = 0 or stated is null then 'cannot be tested with these data'
        when ships > stated then 'supported'
        when greatest(attacks, all_ships + all_unnamed) > stated then 'supported in part'
        when not coalesce(is_covered, false) then 'cannot be tested with these data'
        else 'not supported'
    end as verdict,
    format(
        'Supported with more than {0} different ships named in attested attacks. In part when only'
        || ' attacks (a ship may be attacked twice), unnamed ships or Houthi claims bring the number'
        || ' above {1}. Not supported when not even these do.',
        coalesce(format('{:.0f}', stated), 'the stated number of'),
        coalesce(format('{:.0f}', stated), 'it')
    ) as rule,
    'attacks' as page,
    period_in_link(claim_first_day('SEED-01'), claim_last_day('SEED-01')) as link,
    source_ids
from known
