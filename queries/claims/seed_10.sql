-- One row per claim: SEED-10, the strikes crippled the delivery of essential assistance.
-- The answer compares two changes on the year before of fuel and food through the Red Sea ports: that
-- of the months from the first day of the claim to the last that WFP had totalled, and that of the
-- months since January before them. It is in percent of the second, so a year that ran above the
-- last one counts. Months after a first day are the total to their end less that before it. Low and
-- high take the rounding of all four totals at its worst. Aid itself is in no table.
-- Kept for $until: null, essay_day()
with totals as (
    select
        year - year(claim_first_day('SEED-10')) as years_after,
        months,
        period_end,
        tonnes,
        error_t,
        source_ids,
        months = month(claim_first_day('SEED-10')) - 1 as is_before
    from port_totals
    where
        commodity = 'all'
        and port = 'Red Sea ports (all three)'
        and not is_doubtful
        and months >= month(claim_first_day('SEED-10')) - 1
        and period_end <= least(claim_last_day('SEED-10'), $until::date)
        and year >= year(claim_first_day('SEED-10')) - 1
),

-- the four totals: to the last month and to the month before the first day, this year and the last
four as (
    select
        this_end.period_end,
        this_end.tonnes as this_end,
        this_end.error_t as this_end_error,
        this_start.tonnes as this_start,
        this_start.error_t as this_start_error,
        last_end.tonnes as last_end,
        last_end.error_t as last_end_error,
        last_start.tonnes as last_start,
        last_start.error_t as last_start_error,
        concat_ws(
            '|', this_end.source_ids, this_start.source_ids, last_end.source_ids, last_start.source_ids
        ) as source_ids
    from totals as this_end
    inner join totals as last_end
        on this_end.months = last_end.months and last_end.years_after = -1
    inner join totals as this_start on this_start.is_before and this_start.years_after = 0
    inner join totals as last_start on last_start.is_before and last_start.years_after = -1
    where this_end.years_after = 0 and not this_end.is_before
    order by this_end.months desc
    limit 1
),

imports as (
    select
        max(period_end) as period_end,
        max(this_start) as tonnes_before,
        max(100 * (this_start / last_start - 1)) as change_before_pct,
        max(this_end - this_start) as tonnes,
        max(100 * ((this_end - this_start) / (last_end - last_start) - 1)) as change_pct,
        max(
            100 * ((this_end - this_start) / (last_end - last_start) / (this_start / last_start) - 1)
        ) as relative_pct,
        max(
            100 * (
                (this_end - this_end_error - this_start - this_start_error)
                / (last_end + last_end_error - last_start + last_start_error)
                / ((this_start + this_start_error) / (last_start - last_start_error))
                - 1
            )
        ) as low_pct,
        max(
            100 * (
                (this_end + this_end_error - this_start + this_start_error)
                / (last_end - last_end_error - last_start - last_start_error)
                / ((this_start - this_start_error) / (last_start + last_start_error))
                - 1
            )
        ) as high_pct,
        all_sources(source_ids) as source_ids
    from four
)

select
    'SEED-10' as claim_id,
    relative_pct as answer,
    low_pct as low,
    high_pct as high,
    'by rounding' as range_of,
    '% change of fuel and food, three ports, against the months before' as unit,
    coalesce(
        format(
            'From January to {} {} the Red Sea ports took {:.1f} Mt of fuel and food, {} on the year'
            || ' before; from {} to {} {:.1f} Mt, {}: {} against the months before.',
            strftime(claim_first_day('SEED-10') - interval 1 month, '%B'),
            year(period_end),
            tonnes_before / 1e6,
            signed_percent(change_before_pct),
            strftime(claim_first_day('SEED-10'), '%B'),
            strftime(period_end, '%B'),
            tonnes / 1e6,
            signed_percent(change_pct),
            signed_percent(relative_pct)
        ),
        'No totals of these months and of the year before are on record.'
    )
    || ' Aid itself cannot be tested: no table counts it apart from trade.' as answer_words,
    claim_first_day('SEED-10') as period_start,
    coalesce(period_end, claim_last_day('SEED-10')) as period_end,
    case
        when relative_pct is null then 'cannot be tested with these data'
        when high_pct <= -50 then 'supported'
        when low_pct <= -50 then 'supported in part'
        else 'not supported'
    end as verdict,
    'Crippled is taken as at least halved. Supported when fuel and food through the three Red Sea'
    || ' ports, on the year before and against the months before the strikes, fell by half or more even'
    || ' at the most favourable rounding; in part when only rounding allows it; else not supported. A'
    || ' figure whose months began before the strikes does not count. Aid itself cannot be tested.'
        as rule,
    'hodeidah' as page,
    'hodeidah=Imports' as link,
    source_ids
from imports
