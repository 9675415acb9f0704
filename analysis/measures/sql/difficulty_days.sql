-- How many difficulties ended or were still open after each number of days, for each {group}.
-- uses: scoped_difficulty
select
  {group},
  days,
  count(resolved_on) as events,
  count(*) - count(resolved_on) as censored
from scoped_difficulty
group by {group}, days
order by {group}, days
