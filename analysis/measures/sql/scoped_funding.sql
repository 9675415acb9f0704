-- Project money inside the scope: one row per project and fund source, in the chosen prices.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
-- Amounts are rounded row by row, so that every way of adding them up gives the same total.
select
  funding.funding_no,
  funding.project_no,
  funding.plan_year,
  'all' as everything,
  coalesce(funding.fund_source, 'unknown') as fund_source,
  coalesce(funding.activity, 'unknown') as activity,
  coalesce(list_extract($places::varchar[], funding.unit_no), 'unknown') as district,
  coalesce(funding.industry, 'unknown') as industry,
  coalesce(funding.legal_form, 'unknown') as legal_form,
  funding.currency,
  case when $prices = 'nominal' then funding.planned else funding.planned_constant end as planned,
  case when $prices = 'nominal' then funding.approved else funding.approved_constant end as approved,
  case when $prices = 'nominal' then funding.advanced else funding.advanced_constant end as advanced,
  case when $prices = 'nominal' then funding.accepted else funding.accepted_constant end as accepted,
  case when $prices = 'nominal' then funding.disbursed else funding.disbursed_constant end as disbursed,
  case when $prices = 'nominal' then funding.settled else funding.settled_constant end as settled,
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
where true
  -- filter: years
  and list_contains($years::integer[], funding.plan_year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], funding.unit_no), 'unknown')
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
