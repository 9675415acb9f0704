-- Establishments coverage counts: those in business in any of the scope's years.
-- Follows scoped_establishment.
select place.*
from scoped_establishment as place
cross join case_info
where coalesce(place.founded_year <= year(case_info.as_of), true)
  -- filter: years
  and coalesce(place.founded_year <= list_max($years::integer[]), true)
  and coalesce(place.closed_year >= list_min($years::integer[]), true)
  -- end
