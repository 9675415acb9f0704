-- How many projects of several sources have each set of reasons on any of their sources, by plan year.
-- uses: scoped_funding, reconciled_funding
with per_project as (
  select
    plan_year,
    currency,
    project_no,
    bit_or(kinds) as kinds
  from reconciled_funding
  where not only_row
  group by plan_year, currency, project_no
)
select
  plan_year,
  currency,
  kinds,
  count(*) as projects
from per_project
group by plan_year, currency, kinds
order by plan_year, currency, kinds
