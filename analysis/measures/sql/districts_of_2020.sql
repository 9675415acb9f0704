-- The province's districts at the boundaries of 1 February 2020 to 30 June 2025.
select distinct code
from administrative_unit
where level = 'district'
  and terrain is not null
  and coalesce(valid_from, date '1900-01-01') <= date '2020-02-01'
  and valid_to = date '2025-06-30'
order by code
