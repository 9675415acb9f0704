-- Supports of projects approved by the day seen; one without a day counts at the end of its year.
select support.*
from main.mart_support as support
join main.mart_project as project
  on project.project_no = support.project_no
where coalesce(project.approved_on, make_date(support.year, 12, 31)) <= $seen_on::date
