-- Difficulties inside the scope; the activity and fund source of one are those of its project.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  difficulty.*,
  'all' as everything,
  coalesce(list_extract($places::varchar[], difficulty.unit_no), 'unknown') as district
from mart_difficulty as difficulty
where true
  -- filter: years
  and list_contains($years::integer[], difficulty.year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], difficulty.unit_no), 'unknown')
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(difficulty.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and difficulty.project_no in (
    select funding.project_no
    from mart_funding as funding
    where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(difficulty.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(difficulty.size, 'unknown'))
  -- end
