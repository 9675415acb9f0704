-- Projects under way and the officers in charge of them, and officers trained, by district.
-- uses: scoped_work, scoped_training
with last_course as (
  select
    officer,
    max(case when recent then 1 else 0 end) = 1 as recent
  from mart_officer_training
  group by officer
),
cases as (
  select
    work.district,
    count(*) as projects,
    count(work.officer) as assigned,
    count(*) - count(work.officer) as unassigned,
    count(distinct work.officer) as officers,
    count(distinct case when last_course.recent then work.officer end) as officers_recent
  from scoped_work as work
  left join last_course
    on last_course.officer = work.officer
  where work.under_way
  group by work.district
),
trained as (
  select
    district,
    count(distinct officer) as trained,
    count(distinct case when recent then officer end) as trained_recent
  from scoped_training
  group by district
)
select
  coalesce(cases.district, trained.district) as district,
  coalesce(cases.projects, 0) as projects,
  coalesce(cases.assigned, 0) as assigned,
  coalesce(cases.unassigned, 0) as unassigned,
  coalesce(cases.officers, 0) as officers,
  cases.assigned / nullif(cases.officers, 0) as cases_per_officer,
  coalesce(cases.officers_recent, 0) as officers_recent,
  coalesce(trained.trained, 0) as trained,
  coalesce(trained.trained_recent, 0) as trained_recent
from cases
full outer join trained
  on trained.district = cases.district
order by projects desc, district
