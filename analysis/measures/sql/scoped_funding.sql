-- Project money inside the scope: one row per project and fund source, in the chosen prices.
select
  funding.project_id,
  funding.plan_year,
  coalesce(funding.fund_source, 'unknown') as fund_source,
  coalesce(funding.activity, 'unknown') as activity,
  coalesce(
    case when $vintage = 'recorded' then funding.unit_recorded else funding.district_2020 end,
    'unknown'
  ) as district,
  funding.currency,
  funding.planned * case when $prices = 'nominal' then 1 else prices.factor end as planned,
  funding.approved * case when $prices = 'nominal' then 1 else prices.factor end as approved,
  funding.advanced * case when $prices = 'nominal' then 1 else prices.factor end as advanced,
  funding.accepted * case when $prices = 'nominal' then 1 else prices.factor end as accepted,
  funding.disbursed * case when $prices = 'nominal' then 1 else prices.factor end as disbursed,
  funding.settled * case when $prices = 'nominal' then 1 else prices.factor end as settled,
  funding.part_year
from mart_funding as funding
left join mart_price_factor as prices
  on prices.year = funding.plan_year
 and prices.currency = funding.currency
where (len($years::integer[]) = 0 or list_contains($years::integer[], funding.plan_year))
  and (
    len($districts::varchar[]) = 0
    or list_contains(
      $districts::varchar[],
      coalesce(
        case when $vintage = 'recorded' then funding.unit_recorded else funding.district_2020 end,
        'unknown'
      )
    )
  )
  and (
    len($activities::varchar[]) = 0
    or list_contains($activities::varchar[], coalesce(funding.activity, 'unknown'))
  )
  and (
    len($fund_sources::varchar[]) = 0
    or list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  and (
    (len($industries::varchar[]) = 0 and len($sizes::varchar[]) = 0)
    or funding.project_id in (
      select support.project_id
      from mart_support as support
      where (
          len($industries::varchar[]) = 0
          or list_contains($industries::varchar[], coalesce(support.industry, 'unknown'))
        )
        and (
          len($sizes::varchar[]) = 0
          or list_contains($sizes::varchar[], coalesce(support.size, 'unknown'))
        )
    )
  )
