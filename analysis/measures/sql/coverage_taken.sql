-- Steps to support taken in the scope's years, as in mart_reach. What activities and fund sources
-- narrow are the steps from the application, and from support on.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  reach.establishment_no,
  reach.year,
  reach.step_no,
  reach.project_no,
  reach.result,
  reach.reason
from mart_reach as reach
where true
  -- filter: years
  and list_contains($years::integer[], reach.year)
  -- end
  -- filter: activities
  and (
    reach.step_no < 3
    or list_contains($activities::varchar[], coalesce(reach.activity, 'unknown'))
  )
  -- end
  -- filter: fund_sources
  and (
    reach.step_no < 5
    or reach.project_no in (
      select funding.project_no
      from mart_funding as funding
      where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
    )
  )
  -- end
