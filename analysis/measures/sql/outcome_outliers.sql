-- Reports of {group} whose log changed on the year before by far more than the rest of their year
-- did, the largest first.
-- uses: outcome_basis, outcome_establishments, outcome_rows, outcome_judged_steps
select
  establishment_id,
  year,
  supported,
  before,
  after,
  step,
  usual_from,
  usual_to
from outcome_judged_steps
where far
order by distance desc, establishment_id, year
limit 200
