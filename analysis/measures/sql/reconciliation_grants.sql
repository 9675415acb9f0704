-- Approved money of projects against the grants of all their supports, by plan year and the reason
-- why they differ (numbers, see mart_granted). Only the whole money of a project compares with its
-- supports, so there is nothing inside a choice of sources.
-- uses: scoped_funding
with per_project as (
  select
    plan_year,
    currency,
    project_no,
    sum(approved) as approved
  from scoped_funding
  where project_no is not null
    -- filter: fund_sources
    and false
    -- end
  group by plan_year, currency, project_no
)
select
  per_project.plan_year,
  per_project.currency,
  granted.kind,
  count(*) as projects,
  count(granted.granted) as projects_granted,
  cast(sum(per_project.approved) as bigint) as approved,
  cast(
    sum(
      case when $prices = 'constant' then granted.granted_constant else granted.granted end
    ) as bigint
  ) as granted
from per_project
join mart_granted as granted
  on granted.project_no = per_project.project_no
 and granted.currency = per_project.currency
group by per_project.plan_year, per_project.currency, granted.kind
order by per_project.plan_year, per_project.currency, granted.kind
