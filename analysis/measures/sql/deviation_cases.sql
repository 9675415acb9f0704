-- Every project that left the process, once for each way in which it did; the latest years first.
-- uses: scoped_work
with listed as (
  select
    work.project_no,
    work.plan_year,
    work.currency,
    work.approved,
    work.disbursed,
    work.activity,
    work.district,
    work.officer,
    found.deviation,
    found.before_stage,
    found.before_on,
    found.after_stage,
    found.after_on
  from mart_deviation_case as found
  join scoped_work as work
    on work.project_no = found.project_no
  order by work.plan_year desc, work.project_no, found.deviation
  limit 2000
)
select
  listed.plan_year as year,
  mart_project.project_id,
  project.title,
  listed.deviation,
  listed.before_stage,
  listed.before_on,
  listed.after_stage,
  listed.after_on,
  date_diff('day', listed.after_on, listed.before_on) as days,
  listed.currency,
  case when listed.deviation in ('disbursed_over_approved', 'advance_over_rule')
    then listed.approved end as approved,
  case when listed.deviation = 'disbursed_over_approved' then listed.disbursed end as disbursed,
  coalesce(listed.activity, 'unknown') as activity,
  listed.district,
  project.implementing_unit,
  listed.officer
from listed
join mart_project
  on mart_project.project_no = listed.project_no
join project
  on project.project_id = mart_project.project_id
order by listed.plan_year desc, mart_project.project_id, listed.deviation
