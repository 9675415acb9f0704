-- Money of every project and fund source, with the project's place in the public tables.
select
  funding.funding_no,
  funding.project_no,
  project.project_id,
  funding.plan_year,
  coalesce(funding.activity, 'unknown') as activity,
  coalesce(funding.activity_kind, 'unknown') as activity_kind,
  coalesce(funding.fund_source, 'unknown') as fund_source,
  coalesce(funding.industry, 'unknown') as industry,
  funding.unit_no,
  funding.earlier_sources = '' as first_of_project,
  funding.planned,
  funding.approved,
  funding.disbursed
from mart_funding as funding
join mart_project as project
  on project.project_no = funding.project_no
order by funding.funding_no
