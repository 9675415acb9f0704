-- How many changes of the log of {group} on the year before there are, and how many are far off.
-- uses: outcome_basis, outcome_establishments, outcome_rows, outcome_judged_steps
select
  year,
  supported,
  count(*) as steps,
  count(case when far then 1 end) as outliers,
  max(usual_from) as usual_from,
  max(usual_to) as usual_to
from outcome_judged_steps
group by year, supported
order by year, supported
