-- How far support had reached every place by the day known, those without a file too.
-- uses: place_cover
select
  district,
  eligible,
  supported
from place_cover
order by district
