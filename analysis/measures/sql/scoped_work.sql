-- Projects inside the scope, each with its dates and whether it kept to the process.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  work.*,
  coalesce(list_extract($places::varchar[], work.unit_no), 'unknown') as district
from mart_work as work
where true
  -- filter: years
  and list_contains($years::integer[], work.plan_year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], work.unit_no), 'unknown')
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(work.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and work.project_no in (
    select funding.project_no
    from mart_funding as funding
    where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  -- end
  -- filter: industries, sizes
  and work.project_no in (
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
