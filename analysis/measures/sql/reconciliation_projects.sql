-- How many projects have each set of reasons on any of their sources, by plan year.
-- uses: scoped_funding, reconciled_funding
with per_project as (
  select
    plan_year,
    currency,
    project_no,
    bit_or(kinds) as kinds
  from reconciled_funding
  group by plan_year, currency, project_no
)
select
  plan_year,
  currency,
  kinds,
  count(*) as projects,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = per_project.currency
      and $prices = 'constant'
  ) as price_year
from per_project
group by plan_year, currency, kinds
order by plan_year, currency, kinds
