-- Projects under way of each officer, those of nobody in a row of their own, the most first.
-- uses: scoped_work
with last_course as (
  select
    officer,
    max(held_on) as last_trained_on,
    max(case when recent then 1 else 0 end) = 1 as recent
  from mart_officer_training
  group by officer
)
select
  work.officer,
  count(*) as projects,
  count(distinct work.district) as districts,
  max(last_course.last_trained_on) as last_trained_on,
  case when work.officer is not null then coalesce(max(last_course.recent), false) end as recent
from scoped_work as work
left join last_course
  on last_course.officer = work.officer
where work.under_way
group by work.officer
order by case when work.officer is null then 0 else 1 end, projects desc, work.officer
