-- What each file's establishment was supported with before, as known on the day: supports of other
-- projects decided on by then, and the items its approved files asked for. What is only planned is
-- no support.
select
  file.file_no,
  support.support_id,
  support.content,
  asked.content as asked_content,
  project.project_id,
  project.activity_kind,
  project.plan_year,
  project.status,
  project.settled_on
from file
join support
  on support.establishment_id = file.establishment_id
join project
  on project.project_id = support.project_id
left join (
  select
    establishment_id,
    project_id,
    max(content) as content
  from application
  where result = 'approved'
  group by establishment_id, project_id
) as asked
  on asked.establishment_id = support.establishment_id
 and asked.project_id = support.project_id
where support.project_id is distinct from file.project_id
  and coalesce(project.approved_on, make_date(support.year, 12, 31)) <= $known_on::date
  and coalesce(project.status, 'running') <> 'planned'
