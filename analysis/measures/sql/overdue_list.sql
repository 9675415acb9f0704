-- Steps that should have been done by now, the longest overdue first; no more than a person reads.
-- A monthly report is one line with the number of months missing, while its project runs.
-- uses: process_project
with overdue as (
  select
    deadline.project_no,
    deadline.rule_no,
    min(deadline.due_on) as due_on,
    max(deadline.days) as days,
    count(*) as times
  from mart_deadline as deadline
  where deadline.state = 'overdue'
    and deadline.asked
  group by deadline.project_no, deadline.rule_no
),
inside as (
  select
    overdue.*,
    project.district
  from overdue
  join process_project as project
    on project.project_no = overdue.project_no
),
counted as (
  select count(*) as listed_of
  from inside
),
longest as (
  select *
  from inside
  order by days desc, project_no, rule_no
  limit 1000
)
select
  mart_project.project_id,
  project.title,
  coalesce(project.programme_level, 'unknown') as programme_level,
  step.title_vi,
  step.title_en,
  longest.due_on,
  longest.days,
  longest.times,
  coalesce(step.responsible, 'unknown') as responsible,
  project.implementing_unit,
  project.officer,
  longest.district,
  counted.listed_of
from longest
cross join counted
join mart_project
  on mart_project.project_no = longest.project_no
join project
  on project.project_id = mart_project.project_id
join mart_process_step as rule
  on rule.rule_no = longest.rule_no
join process_step as step
  on step.step_id = rule.step_id
order by longest.days desc, longest.project_no, longest.rule_no
