-- The last year of the scope that anybody reported for.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select max(year) as last_year
from mart_outcome
where true
  -- filter: years
  and list_contains($years::integer[], year)
  -- end
