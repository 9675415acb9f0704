-- What files promised of workers and what was reported two years after: those decided on and carried
-- out by the day known, against the report of the year before they came in. Both as logarithms of
-- the ratio to the workers before.
select
  application.application_id,
  ln(cast(application.workers_planned as double) / before.workers) as promised,
  ln(cast(after.workers as double) / before.workers) as came
from application
join project
  on project.project_id = application.project_id
join outcome_record as before
  on before.establishment_id = application.establishment_id
 and before.year = year(application.submitted_on) - 1
join outcome_record as after
  on after.establishment_id = application.establishment_id
 and after.year = year(application.submitted_on) + 2
cross join case_info
where application.result = 'approved'
  and coalesce(project.status, 'running') not in ('planned', 'stopped')
  and project.approved_on <= $known_on::date
  and application.workers_planned > 0
  and before.workers > 0
  and after.workers > 0
  and (
    $known_on::date >= case_info.as_of
    or coalesce(after.reported_on, make_date(after.year + 1, 12, 31)) <= $known_on::date
  )
order by application.application_id
