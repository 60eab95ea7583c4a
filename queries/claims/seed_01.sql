-- One row per claim: SEED-01, more than 100 merchant ships were attacked.
-- A ship is a vessel name, in any spelling of its capitals. The answer is the number of ships named
-- in attacks that someone beside the Houthis attests; high is with the attacks on ships that no
-- source names, each taken as one ship more. The days end with the campaign that the claim names,
-- the first from its first day on; attacks of later campaigns are told and decide nothing.
-- Kept for $until: null, essay_day()
with days as (
    select
        coalesce(least(campaign.last_day, $until::date), recorded.last_day) as last_day,
        recorded.covers_until
    from (
        select
            max(covers_until) as covers_until,
            greatest(max(covers_until), (select max(date) from attack_list)) as last_day
        from coverage
        where dataset = 'attacks'
    ) as recorded
    left join (
        select last_day
        from attack_campaigns
        where first_day >= claim_first_day('SEED-01')
        order by first_day
        limit 1
    ) as campaign on true
),

found as (
    select
        attack_list.*,
        lower(trim(attack_list.vessel_name)) as ship,
        attack_list.date <= days.last_day as in_campaign
    from attack_list
    cross join days
    where
        attack_list.date >= claim_first_day('SEED-01')
        and attack_list.date <= coalesce($until::date, attack_list.date)
),

counted as (
    select
        count(*) filter (in_campaign) as all_attacks,
        count(*) filter (in_campaign and not claimed_only) as attacks,
        count(*) filter (not claimed_only) as attacks_since,
        count(distinct ship) filter (in_campaign) as all_ships,
        count(distinct ship) filter (in_campaign and not claimed_only) as ships,
        count(distinct ship) filter (not claimed_only) as ships_since,
        count(*) filter (in_campaign and ship is null) as all_unnamed,
        count(*) filter (in_campaign and ship is null and not claimed_only) as unnamed,
        max(date) as last_date,
        all_sources(source_ids) as source_ids
    from found
),

known as (
    select
        counted.*,
        days.last_day,
        days.covers_until >= days.last_day as is_covered,
        (select stated_value from commission_claims where claim_id = 'SEED-01') as stated
    from counted, days
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
        counted(attacks, 'attack') || ' that others than the Houthis attest, on '
        || counted(ships, 'different ship') || ' by name'
        || if(
            unnamed > 0,
            '; no source names the ship of ' || unnamed || ' of these attacks, so there are at most '
            || counted(ships + unnamed, 'ship'),
            ''
        )
        || '. With attacks known from a Houthi statement alone: '
        || counted(all_attacks, 'attack') || ' on ' || counted(all_ships, 'named ship') || '.'
        || if(
            attacks_since > attacks,
            ' With later campaigns, to ' || strftime(last_date, '%-d %B %Y') || ': '
            || counted(attacks_since, 'attested attack') || ' on '
            || counted(ships_since, 'named ship') || '.',
            ''
        )
    ) as answer_words,
    claim_first_day('SEED-01') as period_start,
    last_day as period_end,
    case
        when all_attacks = 0 or stated is null then 'cannot be tested with these data'
        when ships > stated then 'supported'
        when greatest(attacks, all_ships + all_unnamed) > stated then 'supported in part'
        when not coalesce(is_covered, false) then 'cannot be tested with these data'
        else 'not supported'
    end as verdict,
    format(
        'Supported with more than {0} different ships named in attested attacks of the campaign that'
        || ' the claim names. In part when only attacks (a ship may be attacked twice), unnamed ships'
        || ' or Houthi claims bring the number above {1}. Not supported when not even these do.',
        coalesce(format('{:.0f}', stated), 'the stated number of'),
        coalesce(format('{:.0f}', stated), 'it')
    ) as rule,
    'attacks' as page,
    period_in_link(claim_first_day('SEED-01'), last_day) as link,
    source_ids
from known
