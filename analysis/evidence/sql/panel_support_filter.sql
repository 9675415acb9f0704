(
  len($activities::varchar[]) = 0
  or list_contains($activities::varchar[], coalesce(support.activity, 'unknown'))
)
and (
  len($fund_sources::varchar[]) = 0
  or support.project_no in (
    select project_no
    from mart_funding
    where list_contains($fund_sources::varchar[], coalesce(fund_source, 'unknown'))
      and project_no is not null
  )
)
