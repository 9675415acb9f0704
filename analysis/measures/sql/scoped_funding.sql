-- Project money inside the scope: one row per project and fund source, in the chosen prices.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
-- Amounts are rounded row by row, so that every way of adding them up gives the same total.
select
  funding.funding_no,
  funding.project_no,
  funding.project_id,
  funding.plan_year,
  'all' as everything,
  coalesce(funding.fund_source, 'unknown') as fund_source,
  coalesce(funding.activity, 'unknown') as activity,
  coalesce(
    case when $vintage = 'recorded' then funding.unit_recorded else funding.district_2020 end,
    'unknown'
  ) as district,
  coalesce(funding.industry, 'unknown') as industry,
  coalesce(funding.legal_form, 'unknown') as legal_form,
  funding.currency,
  cast(round(funding.planned * prices.factor) as bigint) as planned,
  cast(round(funding.approved * prices.factor) as bigint) as approved,
  cast(round(funding.advanced * prices.factor) as bigint) as advanced,
  cast(round(funding.accepted * prices.factor) as bigint) as accepted,
  cast(round(funding.disbursed * prices.factor) as bigint) as disbursed,
  cast(round(funding.settled * prices.factor) as bigint) as settled,
  funding.approved_month,
  funding.accepted_month,
  funding.settled_month,
  funding.earlier_sources = ''
  -- filter: fund_sources
  or not list_has_any(
    string_split(funding.earlier_sources, ' '),
    $fund_sources::varchar[]
  )
  -- end
  as first_of_project,
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
  and funding.project_no in (
    select served.project_no
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
