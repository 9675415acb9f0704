-- Cases inside the scope, judged against their ceilings: supports, whole projects and advances.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  judged.group_no,
  judged.support_id,
  judged.project_no,
  judged.priority_case,
  judged.grant_amount,
  judged.counterpart,
  judged.amount_limit,
  judged.share_limit,
  judged.multiplier,
  judged.limit_amount,
  judged.used_share,
  judged.excess,
  judged.status,
  judged.reason
from mart_ceiling_case as judged
-- filter: fund_sources
join mart_ceiling_group as groups
  on groups.group_no = judged.group_no
-- end
where true
  -- filter: years, districts, activities
  and judged.project_no in (
    select project.project_no
    from mart_project as project
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
  )
  -- end
  -- filter: fund_sources
  and judged.project_no in (
    select funding.project_no
    from mart_funding as funding
    where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  and (
    groups.source_group = 'several'
    or list_contains($fund_sources::varchar[], groups.source_group)
    or (
      groups.source_group = 'local'
      and (
        list_contains($fund_sources::varchar[], 'provincial')
        or list_contains($fund_sources::varchar[], 'district')
      )
    )
  )
  -- end
  -- filter: industries
  and (
    (
      judged.applies_to = 'support'
      and list_contains($industries::varchar[], coalesce(judged.industry, 'unknown'))
    )
    or (
      judged.applies_to <> 'support'
      and judged.project_no in (
        select served.project_no
        from mart_support as served
        where list_contains($industries::varchar[], coalesce(served.industry, 'unknown'))
      )
    )
  )
  -- end
  -- filter: sizes
  and (
    (
      judged.applies_to = 'support'
      and list_contains($sizes::varchar[], coalesce(judged.size, 'unknown'))
    )
    or (
      judged.applies_to <> 'support'
      and judged.project_no in (
        select served.project_no
        from mart_support as served
        where list_contains($sizes::varchar[], coalesce(served.size, 'unknown'))
      )
    )
  )
  -- end
