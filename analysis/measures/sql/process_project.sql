-- Projects inside the scope, with the days of their stages and what they are grouped by.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  project.project_no,
  project.process_no,
  'all' as everything,
  project.plan_year as year,
  coalesce(project.activity, 'unknown') as activity,
  coalesce(list_extract($places::varchar[], project.unit_no), 'unknown') as district,
  project.registered_on,
  project.appraised_on,
  project.approved_on,
  project.contracted_on,
  project.accepted_on,
  project.settlement_filed_on,
  project.settled_on,
  project.last_on,
  project.reached_no,
  project.stopped
from mart_project_stage as project
where true
  -- filter: years
  and list_contains($years::integer[], project.plan_year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], project.unit_no), 'unknown')
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(project.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and project.project_no in (
    select funding.project_no
    from mart_funding as funding
    where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  -- end
  -- filter: industries, sizes
  and project.project_no in (
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
