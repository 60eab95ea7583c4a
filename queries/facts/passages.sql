-- One row per passage with a week in the period: ships a day now, before and a year before.
-- Now are the last four weeks with data in the period, weeks of them where it has fewer. Before is
-- the mean of the baseline, NULL where it holds fewer than four weeks, or with $year_before that of
-- the same weeks a year before, 364 days earlier, NULL where one of them has no count. A week counts
-- where its Thursday lies. counter, published_per_day and what follows are the latest count of all
-- ships by others, as facts/transits_latest_count says it; difference_pct is it against ours on the
-- same days. States are of passage_state, published_state by the other count. They and share_pct
-- compare with the baseline chosen only where it ends before the crisis, else with the usual one: a
-- strait that is as empty as last year is not in use.
with weekly as (
    select
        chokepoint,
        week,
        transits,
        days,
        source_ids,
        ($start is null or week + 3 >= $start::date) and ($end is null or week + 3 <= $end::date)
            as is_chosen,
        ($baseline_start is null or week + 3 >= $baseline_start::date)
        and ($baseline_end is null or week + 3 <= $baseline_end::date) as is_chosen_baseline,
        if(
            $baseline_end::date <= usual_day('baseline_end')
            and not coalesce($year_before::boolean, false),
            is_chosen_baseline,
            week + 3 between usual_day('baseline_start') and usual_day('baseline_end')
        ) as is_at_rest
    from transit_weeks
    where vessel_class = 'all'
),

usual as (
    select
        chokepoint,
        sum(transits) filter (is_chosen_baseline) / sum(days) filter (is_chosen_baseline) as per_day,
        count(*) filter (is_chosen_baseline) as weeks,
        sum(transits) filter (is_at_rest) / sum(days) filter (is_at_rest) as rest_per_day,
        count(*) filter (is_at_rest) as rest_weeks
    from weekly
    group by chokepoint
),

latest as (
    select
        now.chokepoint,
        min(now.week) as from_week,
        max(now.week) as last_week,
        count(*) as weeks,
        sum(now.transits) / sum(now.days) as per_day,
        if(count(before.week) = count(*), sum(before.transits) / sum(before.days), null)
            as year_before_per_day,
        all_sources(now.source_ids) as source_ids
    from (
        from weekly
        where is_chosen
        qualify row_number() over (partition by chokepoint order by week desc) <= 4
    ) as now
    left join weekly as before
        on now.chokepoint = before.chokepoint and now.week - 364 = before.week
    group by now.chokepoint
),

compared as (
    select
        latest.*,
        coalesce(usual.weeks, 0) as before_weeks,
        case
            when $year_before::boolean then nullif(latest.year_before_per_day, 0)
            when usual.weeks >= 4 then nullif(usual.per_day, 0)
        end as before_per_day,
        if(usual.rest_weeks >= 4, nullif(usual.rest_per_day, 0), null) as rest_per_day,
        others.counter,
        others.published_per_day,
        others.period_start,
        others.period_end,
        others.difference_pct,
        others.source_ids as published_ids
    from latest
    left join usual on latest.chokepoint = usual.chokepoint
    left join latest_counts(end_day := $end) as others on latest.chokepoint = others.chokepoint
)

select
    chokepoint,
    per_day,
    weeks,
    from_week,
    last_week,
    before_per_day,
    before_weeks,
    100 * (per_day / before_per_day - 1) as change_pct,
    year_before_per_day,
    100 * (per_day / nullif(year_before_per_day, 0) - 1) as year_change_pct,
    counter,
    published_per_day,
    period_start,
    period_end,
    difference_pct,
    100 * (published_per_day / before_per_day - 1) as published_change_pct,
    100 * per_day / rest_per_day as share_pct,
    100 * published_per_day / rest_per_day as published_share_pct,
    passage_state(
        chokepoint, share_pct, 100 * (per_day / nullif(year_before_per_day, 0) - 1)
    ) as state,
    passage_state(
        chokepoint,
        published_share_pct,
        100 * (published_per_day / nullif(year_before_per_day, 0) - 1)
    ) as published_state,
    sources_of(concat_ws('|', source_ids, published_ids)) as source_ids
from compared
order by chokepoint
