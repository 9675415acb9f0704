-- Establishments inside the scope with the product each mainly makes; null where that is not known.
select
  place.establishment_no,
  place.establishment_id,
  place.district,
  place.closed_year,
  establishment.product_id
from placed_establishment as place
join establishment
  on establishment.establishment_id = place.establishment_id
