-- Planned money of whole years as the plan states it, inside the scope: the province's plan, or the
-- sum of its districts' where it has none; with a choice of districts, the plans of those, where
-- every one of them has a plan. A plan of all sources stands before those of single sources. A plan
-- does not tell activities, industries or sizes: inside a choice of them there is nothing.
with scoped as (
  select
    plan.plan_year,
    plan.level = 'province' as of_province,
    list_extract($places::varchar[], plan.unit_no) as district,
    plan.fund_source,
    plan.currency,
    cast(round(plan.amount * prices.factor) as bigint) as amount
  from mart_plan_money as plan
  left join mart_price_factor as prices
    on prices.prices = $prices
   and prices.year = plan.plan_year
   and prices.currency = plan.currency
  where true
    -- filter: years
    and list_contains($years::integer[], plan.plan_year)
    -- end
    -- filter: fund_sources
    and list_contains($fund_sources::varchar[], plan.fund_source)
    -- end
    -- filter: districts
    and plan.level <> 'province'
    and list_contains(
      $districts::varchar[],
      list_extract($places::varchar[], plan.unit_no)
    )
    -- end
    -- filter: activities, industries, sizes
    and false
    -- end
),
by_unit as (
  select
    plan_year,
    of_province,
    district,
    currency,
    coalesce(
      sum(case when fund_source is null then amount end),
      sum(amount)
    ) as amount
  from scoped
  group by plan_year, of_province, district, currency
),
by_level as (
  select
    plan_year,
    of_province,
    currency,
    sum(amount) as amount,
    count(distinct district) as districts
  from by_unit
  group by plan_year, of_province, currency
)
select
  plan_year,
  currency,
  cast(
    coalesce(
      sum(case when of_province then amount end),
      sum(amount)
    ) as bigint
  ) as target
from by_level
where true
  -- filter: districts
  and districts = len($districts::varchar[])
  -- end
group by plan_year, currency
order by plan_year, currency
