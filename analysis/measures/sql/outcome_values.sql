-- What was answered about {group}, by year, by those supported already and those not. Order
-- statistics need the values themselves, so each group's are handed on in one list.
-- uses: outcome_basis, outcome_establishments, outcome_rows
select
  year,
  supported,
  array_agg(cast({group} as double)) as answers
from outcome_rows
where {group} is not null
group by year, supported
order by year, supported
