-- Establishments inside the scope with their years of life and of first support, in order.
-- uses: outcome_establishments
select
  establishment_no,
  cast(founded_year as double) as founded_year,
  cast(closed_year as double) as closed_year,
  cast(ever_first_year as double) as ever_first_year,
  cast(first_year as double) as first_year
from outcome_establishments
order by establishment_no
