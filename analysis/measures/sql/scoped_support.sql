-- Supports inside the scope: one row per establishment's part in a project.
select
  support.support_id,
  support.project_id,
  support.establishment_id,
  support.year,
  support.plan_year,
  support.first_year,
  support.currency,
  coalesce(support.activity, 'unknown') as activity,
  coalesce(
    case when $vintage = 'recorded' then support.unit_recorded else support.district_2020 end,
    'unknown'
  ) as district,
  support.grant_amount * case when $prices = 'nominal' then 1 else prices.factor end as grant_amount,
  support.counterpart * case when $prices = 'nominal' then 1 else prices.factor end as counterpart
from mart_support as support
left join mart_price_factor as prices
  on prices.year = support.plan_year
 and prices.currency = support.currency
where (len($years::integer[]) = 0 or list_contains($years::integer[], support.plan_year))
  and (
    len($districts::varchar[]) = 0
    or list_contains(
      $districts::varchar[],
      coalesce(
        case when $vintage = 'recorded' then support.unit_recorded else support.district_2020 end,
        'unknown'
      )
    )
  )
  and (
    len($activities::varchar[]) = 0
    or list_contains($activities::varchar[], coalesce(support.activity, 'unknown'))
  )
  and (
    len($fund_sources::varchar[]) = 0
    or support.project_id in (
      select funding.project_id
      from mart_funding as funding
      where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
    )
  )
  and (
    len($industries::varchar[]) = 0
    or list_contains($industries::varchar[], coalesce(support.industry, 'unknown'))
  )
  and (
    len($sizes::varchar[]) = 0
    or list_contains($sizes::varchar[], coalesce(support.size, 'unknown'))
  )
