-- Establishments by their first year of support and year of closing.
-- uses: outcome_establishments
select
  first_year as cohort,
  closed_year,
  count(*) as supported
from outcome_establishments
where first_year is not null
  -- filter: cohorts
  and list_contains($cohorts::varchar[], cast(first_year as varchar))
  -- end
group by first_year, closed_year
order by first_year, closed_year
