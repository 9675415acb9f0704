-- Difficulties nobody has resolved yet, the oldest first.
-- uses: scoped_difficulty
select
  difficulty_id,
  kind,
  raised_on,
  days,
  establishment,
  project_id,
  responsible,
  district
from scoped_difficulty
where resolved_on is null
order by days desc, difficulty_id
