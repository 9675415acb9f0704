-- Establishments inside the scope's places, industries and sizes, whenever they were in business,
-- with the priority area of their place: their commune's where known, else their district's.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  place.establishment_no,
  place.establishment_id,
  place.unit_no,
  coalesce(list_extract($places::varchar[], place.unit_no), 'unknown') as district,
  place.unit_recorded,
  place.unit_level,
  coalesce(place.industry, 'unknown') as industry,
  coalesce(place.size, 'unknown') as size,
  place.terrain,
  place.women_led,
  coalesce(place.priority_area, 'unknown') as priority_area,
  place.eligible as eligible_recorded,
  place.founded_year,
  place.closed_year
from mart_establishment as place
where true
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], place.unit_no), 'unknown')
  )
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(place.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(place.size, 'unknown'))
  -- end
