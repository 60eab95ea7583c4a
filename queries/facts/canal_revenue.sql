-- One row per year since the crisis began whose revenue the canal authority stated: that year's and
-- that of the last year before, in billions of USD, and what ships the record counts in that one.
-- $base_year (integer): the last calendar year before
select
    years.year,
    years.revenue_bn_usd,
    base.revenue_bn_usd as base_revenue_bn_usd,
    counted.per_day as base_per_day,
    concat_ws('|', years.source_ids, base.source_ids, counted.source_ids) as source_ids
from suez_yearly as years
inner join suez_yearly as base on base.year = $base_year::integer
cross join (
    select
        sum(transits) / sum(days) as per_day,
        all_sources(source_ids) as source_ids
    from transit_counts
    where
        chokepoint = 'Suez Canal'
        and vessel_class = 'all'
        and year(middle_day) = $base_year::integer
) as counted
where
    years.year > $base_year::integer
    and years.revenue_bn_usd is not null
    and base.revenue_bn_usd is not null
order by years.year
