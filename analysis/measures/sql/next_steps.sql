-- What every project under way inside the scope waits for, the nearest day first.
-- uses: scoped_work
select
  work.plan_year as year,
  mart_project.project_id,
  next.title,
  next.item,
  next.stage,
  next.stage_on,
  next.next_stage,
  next.step_id,
  step.title_vi,
  step.title_en,
  step.documents_vi,
  step.documents_en,
  step.responsible,
  next.date_basis,
  next.due_on,
  date_diff('day', case_info.as_of, next.due_on) as days_left,
  next.usual_days,
  next.usual_n,
  next.reports_missing,
  coalesce(work.activity, 'unknown') as activity,
  work.district,
  next.implementing_unit,
  work.officer
from scoped_work as work
join mart_next_step as next
  on next.project_no = work.project_no
join mart_project
  on mart_project.project_no = work.project_no
cross join case_info
left join process_step as step
  on step.step_id = next.step_id
order by next.due_on nulls last, mart_project.project_id, next.item
