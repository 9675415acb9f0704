-- Every file with its plan year, what was decided on it and when, and what was granted for it, with the reason and the status of the project as recorded now. A
-- grant with an unknown part is unknown. The day of an approval that names none is that of its
-- project.
-- uses: asked_file
select
  asked_file.application_id,
  asked_file.establishment_id,
  asked_file.plan_year,
  asked_file.submitted_on,
  asked_file.fund_source,
  application.result,
  application.reason,
  project.status,
  coalesce(
    application.decided_on,
    case when application.result = 'approved' then project.approved_on end
  ) as decided_on,
  case when application.result = 'approved' then given.amount end as granted
from asked_file
join application
  on application.application_id = asked_file.application_id
left join project
  on project.project_id = application.project_id
left join (
  select
    project_id,
    establishment_id,
    case when count(*) = count(grant_amount) then cast(sum(grant_amount) as bigint) end as amount
  from support
  group by project_id, establishment_id
) as given
  on given.project_id = application.project_id
 and given.establishment_id = application.establishment_id
order by asked_file.plan_year, asked_file.submitted_on, asked_file.application_id
