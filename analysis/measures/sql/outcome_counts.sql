-- How many answered about each outcome, by year and support, and how many of them have no log. The
-- counts of all outcomes are put in for {counts}: planning takes longer than counting.
-- uses: outcome_basis, outcome_establishments, outcome_rows
select
  year,
  supported,
  {counts}
from outcome_rows
group by year, supported
order by year, supported
