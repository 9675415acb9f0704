-- Every activity of the law that any project ever had, and the last plan year with one.
select
  activity,
  max(plan_year) as last_year
from mart_project
where activity is not null
group by activity
order by activity
