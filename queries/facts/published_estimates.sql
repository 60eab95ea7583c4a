-- One row per estimate that others published: what they say, and our figures of the same days.
-- Ours are means a day, of transits, or of the publisher's estimate of cargo where they speak of
-- cargo or of the tonnage of ships; the canal's revenue is that of its calendar years. A week counts
-- where its Thursday lies. NULL where the record lacks the days.
with days as (
    select
        estimates.estimate_id,
        sum(counts.transits) filter (where counts.is_in)
        / sum(counts.days) filter (where counts.is_in) as per_day,
        sum(counts.transits) filter (where not counts.is_in)
        / sum(counts.days) filter (where not counts.is_in) as compared_per_day,
        sum(counts.trade_volume_t) filter (where counts.is_in)
        / sum(counts.days) filter (where counts.is_in) as t_per_day,
        sum(counts.trade_volume_t) filter (where not counts.is_in)
        / sum(counts.days) filter (where not counts.is_in) as compared_t_per_day,
        all_sources(counts.source_ids) as source_ids
    from published_estimates as estimates
    inner join (
        select
            wanted.estimate_id,
            transit_counts.transits,
            transit_counts.trade_volume_t,
            transit_counts.days,
            transit_counts.source_ids,
            transit_counts.middle_day between wanted.period_start and wanted.period_end as is_in
        from published_estimates as wanted
        inner join transit_counts
            on
                wanted.chokepoint = transit_counts.chokepoint
                and wanted.vessel_class = transit_counts.vessel_class
                and (
                    transit_counts.middle_day between wanted.period_start and wanted.period_end
                    or transit_counts.middle_day
                    between wanted.compared_start and wanted.compared_end
                )
    ) as counts
        on estimates.estimate_id = counts.estimate_id
    group by estimates.estimate_id
)

select
    estimates.estimate_id,
    estimates.publisher,
    estimates.measure,
    estimates.chokepoint,
    estimates.vessel_class,
    estimates.period_start,
    estimates.period_end,
    estimates.compared_start,
    estimates.compared_end,
    estimates.change_pct,
    estimates.amount,
    estimates.unit,
    case estimates.measure
        when 'transits' then 100 * (days.per_day / days.compared_per_day - 1)
        when 'canal revenue' then 100 * (now.revenue_bn_usd / earlier.revenue_bn_usd - 1)
        else 100 * (days.t_per_day / days.compared_t_per_day - 1)
    end as our_change_pct,
    case estimates.unit
        when 'transits a month' then days.per_day * 365.25 / 12
        when 'billion USD lost' then earlier.revenue_bn_usd - now.revenue_bn_usd
    end as our_amount,
    estimates.base_stated,
    estimates.note,
    concat_ws(
        '|',
        estimates.source_ids,
        case when estimates.measure = 'canal revenue' then now.source_ids else days.source_ids end
    ) as source_ids
from published_estimates as estimates
left join days on estimates.estimate_id = days.estimate_id
left join suez_yearly as now on year(estimates.period_end) = now.year
left join suez_yearly as earlier on year(estimates.compared_end) = earlier.year
order by estimates.period_start, estimates.estimate_id
