-- What was answered about each outcome, by year, by those supported already and those not. Order
-- statistics need the values themselves, so each group's are handed on in one list; the lists of
-- all outcomes asked about are put in for {answers}: planning takes longer than collecting.
-- uses: outcome_basis, outcome_establishments, outcome_rows
select
  year,
  supported,
  {answers}
from outcome_rows
group by year, supported
order by year, supported
