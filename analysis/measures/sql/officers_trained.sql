-- Officers who attended a course, their attendances and hours, for each value of {group}.
-- uses: scoped_training
select
  {group},
  count(distinct officer) as officers,
  count(*) as attendances,
  sum(hours) as hours,
  count(*) - count(hours) as hours_unknown
from scoped_training
where true
  -- filter: years
  and list_contains($years::integer[], year)
  -- end
group by {group}
order by {group}
