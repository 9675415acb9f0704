-- Project money inside the scope: one row per project and fund source, in the chosen prices.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  funding.project_id,
  funding.plan_year,
  'all' as everything,
  coalesce(funding.fund_source, 'unknown') as fund_source,
  coalesce(funding.activity, 'unknown') as activity,
  coalesce(
    case when $vintage = 'recorded' then funding.unit_recorded else funding.district_2020 end,
    'unknown'
  ) as district,
  funding.currency,
  funding.planned * prices.factor as planned,
  funding.approved * prices.factor as approved,
  funding.advanced * prices.factor as advanced,
  funding.accepted * prices.factor as accepted,
  funding.disbursed * prices.factor as disbursed,
  funding.settled * prices.factor as settled,
  funding.has_fund,
  funding.part_year,
  coalesce(funding.status, 'unknown') as status
from mart_funding as funding
left join mart_price_factor as prices
  on prices.prices = $prices
 and prices.year = funding.plan_year
 and prices.currency = funding.currency
where true
  -- filter: years
  and list_contains($years::integer[], funding.plan_year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(
      case when $vintage = 'recorded' then funding.unit_recorded else funding.district_2020 end,
      'unknown'
    )
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(funding.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  -- end
  -- filter: industries, sizes
  and funding.project_id in (
    select served.project_id
    from mart_support as served
    where true
      -- filter: industries
      and list_contains($industries::varchar[], coalesce(served.industry, 'unknown'))
      -- end
      -- filter: sizes
      and list_contains($sizes::varchar[], coalesce(served.size, 'unknown'))
      -- end
  )
  -- end
