-- One row per published statement, whatever it measures, with our value where the tables have one.
-- Measures that are computed, all of freight rates: the change in percent or the ratio between two
-- days; the change in percent on a year's average, which is taken from the statement that publishes
-- it; the weeks of decline, from the start of the unbroken run of falls that ends on the last day
-- (each assessment below the one before, none more than 21 days apart), the least of the lanes of a
-- trade. Days are matched exactly: our value is NULL, and used says why, when there is no assessment
-- on one of them. Agreement: a lower bound ("at least") when ours is not below it; percent and weeks
-- within half a unit, which is their rounding; times within 5 percent. reason says why a statement
-- cannot be checked; it is NULL for those that can.
create or replace macro published_answers() as table
with routes (route, lane) as (
    values
    ('Asia-Europe', 'Shanghai-Rotterdam'),
    ('Asia-Europe', 'Shanghai-Genoa')
    union all
    select distinct lane, lane
    from freight_rates
),

claims as (
    select
        *,
        regexp_matches(
            metric, '\b(WCI|SCFI|FBX\d*|Xeneta|price|shipping cost|charter index)\b'
        ) as is_of_rates,
        regexp_extract(metric, '^WCI (.+?)(?:, | vs )', 1) as route,
        regexp_extract(metric, ' vs ([0-9]{4}) average$', 1) as average_year,
        case
            when "check" <> 'reproduce' then null
            when metric like '%, change' then 'change'
            when metric like '%, ratio' then 'ratio'
            when metric like '%, weeks of decline' then 'weeks of decline'
            when average_year <> '' then 'change on an average'
        end as measure,
        split_part(unit, ',', 1) as plain_unit,
        unit like '%, at least' as is_lower_bound
    from published_claims
),

reasons (checked, reason) as (
    values
    ('no table for it', 'No table here holds this index or average.'),
    ('other measure', 'The publisher measures something else than the tables here do.'),
    ('other vintage', 'It rests on an earlier state of data that were revised since.'),
    ('estimate', 'An estimate of an effect, which no count can confirm.'),
    ('base row missing', 'The record has no assessment for the day it starts from.')
),

steps as (
    select
        *,
        coalesce(
            usd_per_feu < lag(usd_per_feu) over (partition by lane order by date)
            and date - lag(date) over (partition by lane order by date) <= 21,
            false
        ) as is_fall
    from freight_rates
),

runs as (
    select
        *,
        count(*) filter (where not is_fall) over (partition by lane order by date) as run
    from steps
),

declines as (
    select
        lane,
        date,
        usd_per_feu,
        basis,
        source_ids,
        min(date) over (partition by lane, run) as run_start,
        row_number() over (partition by lane, run order by date) - 1 as falls,
        string_agg(source_ids, '|') over (partition by lane, run order by date) as run_source_ids
    from runs
),

matched as (
    select
        claims.claim_id,
        claims.measure,
        claims.average_year,
        claims.from_date as asked_from_date,
        claims.to_date as asked_to_date,
        routes.lane,
        starts.date as from_date,
        coalesce(averages.value, starts.usd_per_feu) as from_usd_per_feu,
        coalesce(starts.basis = 'derived', false) as from_is_derived,
        ends.date as to_date,
        ends.usd_per_feu as to_usd_per_feu,
        coalesce(ends.basis = 'derived', false) as to_is_derived,
        ends.falls,
        (ends.date - ends.run_start) / 7.0 as weeks,
        case
            when claims.measure = 'weeks of decline' then ends.run_source_ids
            else concat_ws('|', starts.source_ids, ends.source_ids, averages.source_ids)
        end as source_ids
    from claims
    inner join routes
        on
            claims.route = routes.route
            and (claims.measure = 'weeks of decline' or claims.route = routes.lane)
    left join declines as ends on routes.lane = ends.lane and claims.to_date = ends.date
    left join freight_rates as starts
        on
            routes.lane = starts.lane
            and case claims.measure
                when 'weeks of decline' then ends.run_start
                when 'change on an average' then null
                else claims.from_date
            end = starts.date
    left join published_claims as averages
        on averages.metric = format('WCI {}, {} average', claims.route, claims.average_year)
    where claims.measure is not null
),

by_lane as (
    select
        claim_id,
        lane,
        source_ids,
        case measure
            when 'ratio' then to_usd_per_feu / from_usd_per_feu
            when 'weeks of decline' then weeks
            else 100 * (to_usd_per_feu / from_usd_per_feu - 1)
        end as our_value,
        case
            when to_date is null
                then format('no assessment on {}', strftime(asked_to_date, '%-d %B %Y'))
            when measure = 'change on an average' and from_usd_per_feu is null
                then format('no published average of {}', average_year)
            when from_usd_per_feu is null
                then format('no assessment on {}', strftime(asked_from_date, '%-d %B %Y'))
        end as missing,
        concat(
            format('{:,.0f}', from_usd_per_feu),
            if(from_is_derived, ' (derived)', ''),
            coalesce(
                strftime(from_date, ' on %-d %B %Y'), format(' average of {}', average_year)
            ),
            format(', {:,.0f}', to_usd_per_feu),
            if(to_is_derived, ' (derived)', ''),
            strftime(to_date, ' on %-d %B %Y'),
            if(
                measure = 'weeks of decline',
                concat(
                    format('; {} fall{} in {:.0f} week', falls, if(falls = 1, '', 's'), weeks),
                    if(round(weeks) = 1, '', 's'),
                    if(falls < round(weeks), ', the other weeks have no assessment', '')
                ),
                ''
            )
        ) as used
    from matched
),

computed as (
    select
        claim_id,
        if(count(missing) = 0, min(our_value), null) as our_value,
        string_agg(lane || ': ' || coalesce(missing, used), '; ' order by lane desc) as used,
        all_sources(source_ids) as source_ids
    from by_lane
    group by claim_id
)

select
    claims.claim_id,
    claims.claim,
    claims.metric,
    claims.is_of_rates,
    claims.from_date,
    claims.to_date,
    claims.value as published_value,
    claims.unit as published_unit,
    claims.plain_unit as unit,
    claims.is_lower_bound,
    case
        when claims."check" = 'reproduce' then null
        when claims."check" = 'no table for it' and not claims.is_of_rates
            then 'No table here holds this measure.'
        else coalesce(reasons.reason, claims."check")
    end as reason,
    computed.our_value,
    computed.our_value - claims.value as difference,
    case
        when claims.is_lower_bound then computed.our_value >= claims.value
        when claims.plain_unit = 'times'
            then abs(computed.our_value - claims.value) <= 0.05 * claims.value
        else abs(computed.our_value - claims.value) <= 0.5
    end as agrees,
    case
        when claims."check" <> 'reproduce' then null
        when claims.measure is null then 'This measure is not computed here.'
        when computed.claim_id is null then 'The record has no such lane.'
        else computed.used
    end as used,
    claims.note,
    (
        select string_agg(cited_as, '; ' order by cited_as)
        from sources
        where list_contains(string_split(claims.source_ids, '|'), source_id)
    ) as published_by,
    concat_ws('|', claims.source_ids, nullif(computed.source_ids, '')) as source_ids
from claims
left join computed on claims.claim_id = computed.claim_id
left join reasons on claims."check" = reasons.checked
