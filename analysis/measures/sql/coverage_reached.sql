-- The steps of the way to support that each establishment took inside the scope, as bits: the step
-- numbers of mart_reach are their places. What activities and fund sources narrow are the steps
-- from the application, and from support on.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  reach.establishment_no,
  bit_or(1 << reach.step_no) as steps
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
group by reach.establishment_no
