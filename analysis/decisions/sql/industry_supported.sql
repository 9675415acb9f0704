-- How many establishments of each industry had the support asked about.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  industry,
  count(distinct establishment_no) as supported
from mart_support
where goes_ahead
  and industry is not null
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(activity, 'unknown'))
  -- end
group by industry
order by industry
