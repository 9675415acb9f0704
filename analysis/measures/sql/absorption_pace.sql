-- What was paid of each year's plan in each month of the plan year, over money whose plan, payments
-- and days of payment are all known. Step 0 is all that was paid before the plan year, 1 to 12 its
-- months, 13 the January after it, 14 all that was paid later. A year nothing was paid for has one
-- row with the step null. What is left out for want of a day is counted beside it.
-- uses: scoped_funding
with undated as (
  select distinct funding_no
  from mart_cash
  where month is null
),
known as (
  select
    funding.funding_no,
    funding.project_no,
    funding.plan_year,
    funding.currency,
    funding.planned,
    funding.disbursed,
    undated.funding_no is not null as has_undated
  from scoped_funding as funding
  left join undated
    on undated.funding_no = funding.funding_no
  where funding.planned is not null
    and funding.disbursed is not null
    and funding.project_no is not null
),
base as (
  select
    plan_year,
    currency,
    cast(sum(case when not has_undated then planned end) as bigint) as plan,
    count(distinct case when not has_undated then project_no end) as projects,
    count(distinct case when has_undated then project_no end) as undated_projects,
    cast(sum(case when has_undated then disbursed end) as bigint) as undated_disbursed
  from known
  group by plan_year, currency
),
placed as (
  select
    known.plan_year,
    known.currency,
    extract(year from cash.month) * 12 + extract(month from cash.month) - known.plan_year * 12
      as step,
    case when $prices = 'constant' then cash.disbursed_constant else cash.disbursed end as paid
  from known
  join mart_cash as cash
    on cash.funding_no = known.funding_no
  where not known.has_undated
),
by_month as (
  select
    plan_year,
    currency,
    step,
    sum(paid) as paid
  from placed
  group by plan_year, currency, step
),
paid as (
  select
    plan_year,
    currency,
    cast(least(greatest(step, 0), 14) as integer) as step,
    cast(sum(paid) as bigint) as paid
  from by_month
  group by plan_year, currency, cast(least(greatest(step, 0), 14) as integer)
)
select
  base.plan_year as year,
  base.currency,
  paid.step,
  paid.paid,
  base.plan,
  base.projects,
  base.undated_projects,
  base.undated_disbursed,
  $prices as prices,
  (
    select max(price.year)
    from mart_price_factor as price
    where price.prices = 'constant'
      and price.currency = base.currency
      and $prices = 'constant'
  ) as price_year
from base
left join paid
  on paid.plan_year = base.plan_year
 and paid.currency = base.currency
order by base.plan_year, base.currency, paid.step
