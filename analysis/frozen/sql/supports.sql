-- Every establishment's part in a project, also of one that was stopped: it is no less its own.
-- Workers and revenue are those of the year of support; what was gained is as in mart_job_gain.
select
  support.support_id,
  support.project_no,
  support.establishment_id,
  support.plan_year,
  support.goes_ahead,
  support.grant_amount,
  coalesce(support.activity, 'unknown') as activity,
  coalesce(support.activity_kind, 'unknown') as activity_kind,
  support.unit_no,
  outcome.workers,
  outcome.revenue,
  jobs.gained
from mart_support as support
left join mart_outcome as outcome
  on outcome.establishment_no = support.establishment_no
 and outcome.year = support.year
left join mart_job_gain as jobs
  on jobs.establishment_no = support.establishment_no
 and jobs.year = support.year
order by support.support_id
