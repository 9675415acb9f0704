-- Supports inside the scope: one row per establishment's part in a project that goes ahead.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  support.support_id,
  support.project_no,
  support.establishment_no,
  support.establishment_id,
  support.year,
  support.plan_year,
  support.first_year,
  support.currency,
  support.activity,
  support.activity_kind,
  support.industry,
  support.legal_form,
  support.size,
  coalesce(list_extract($places::varchar[], support.unit_no), 'unknown') as district,
  case
    when $prices = 'nominal' then support.grant_amount
    else cast(round(support.grant_amount * prices.factor) as bigint)
  end as grant_amount,
  case
    when $prices = 'nominal' then support.counterpart
    else cast(round(support.counterpart * prices.factor) as bigint)
  end as counterpart
from mart_support as support
left join mart_price_factor as prices
  on prices.prices = $prices
 and prices.year = support.plan_year
 and prices.currency = support.currency
where support.goes_ahead
  -- filter: years
  and list_contains($years::integer[], support.plan_year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], support.unit_no), 'unknown')
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(support.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and support.project_no in (
    select funding.project_no
    from mart_funding as funding
    where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(support.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(support.size, 'unknown'))
  -- end
