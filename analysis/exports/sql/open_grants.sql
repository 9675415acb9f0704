-- One row a support of the scope, with what 360Giving asks of a grant.
-- uses: scoped_support
select
  given.support_id,
  given.establishment_id,
  given.activity,
  given.district,
  given.currency,
  given.grant_amount,
  project.approved_on,
  support.completed_on,
  project.programme_level,
  project.implementing_unit
from scoped_support as given
join support
  on support.support_id = given.support_id
join project
  on project.project_id = support.project_id
order by given.support_id
