-- How many answered about {group}, by year and support, and how many of them have no log.
-- uses: outcome_basis, outcome_establishments, outcome_rows
select
  year,
  supported,
  count({group}) as n,
  count(case when {group} <= 0 then 1 end) as not_positive
from outcome_rows
where {group} is not null
group by year, supported
order by year, supported
