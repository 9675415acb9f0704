-- How often each size of money occurs by plan year: grants of supports, and approved money of whole
-- projects (all their sources inside the scope; unknown when one of them is). An amount that is not
-- known is a row of its own, null; a project only planned has none yet and is left out.
-- uses: scoped_funding, scoped_support
with approved as (
  select
    plan_year,
    currency,
    project_no,
    case when count(*) = count(approved) then sum(approved) end as amount
  from scoped_funding
  where has_fund
    and project_no is not null
    and status <> 'planned'
  group by plan_year, currency, project_no
),
sized as (
  select
    'supports' as size_of,
    plan_year,
    currency,
    cast(grant_amount as bigint) as amount
  from scoped_support
  union all
  select
    'projects',
    plan_year,
    currency,
    cast(amount as bigint)
  from approved
)
select
  size_of,
  plan_year as year,
  currency,
  amount,
  count(*) as number
from sized
group by size_of, plan_year, currency, amount
order by size_of, plan_year, currency, amount
