-- The titles of the projects named.
select
  project.project_id,
  project.title
from project
join (select unnest($projects::varchar[]) as project_id) as asked
  on asked.project_id = project.project_id
