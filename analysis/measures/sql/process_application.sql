-- Applications inside the scope; its years are those in which they were handed in.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  'all' as everything,
  application.year,
  coalesce(application.activity, 'unknown') as activity,
  coalesce(list_extract($places::varchar[], application.unit_no), 'unknown') as district,
  application.result,
  application.reason,
  application.submitted_on,
  application.decided_on,
  application.has_project,
  application.reached_no,
  application.stopped
from mart_application as application
where true
  -- filter: years
  and list_contains($years::integer[], application.year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], application.unit_no), 'unknown')
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(application.activity, 'unknown'))
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(application.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(application.size, 'unknown'))
  -- end
  -- The money of an application is that of the project it became part of.
  -- filter: fund_sources
  and (
    application.project_no in (
      select funding.project_no
      from mart_funding as funding
      where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
    )
    or (
      application.project_no is null
      and list_contains($fund_sources::varchar[], 'unknown')
    )
  )
  -- end
