-- Approved money of projects against the grants of all their supports, by plan year and the reason
-- why they differ (numbers, see mart_granted). Only the whole money of a project compares with its
-- supports, so there is nothing inside a choice of sources.
-- uses: scoped_funding
select
  funding.plan_year,
  funding.currency,
  granted.kind,
  count(*) as projects,
  count(granted.granted) as projects_granted,
  cast(
    sum(
      case when $prices = 'constant' then granted.approved_constant else granted.approved end
    ) as bigint
  ) as approved,
  cast(
    sum(
      case when $prices = 'constant' then granted.granted_constant else granted.granted end
    ) as bigint
  ) as granted
from scoped_funding as funding
join mart_granted as granted
  on granted.project_no = funding.project_no
 and granted.currency = funding.currency
where funding.first_of_project
  -- filter: fund_sources
  and false
  -- end
group by funding.plan_year, funding.currency, granted.kind
order by funding.plan_year, funding.currency, granted.kind
