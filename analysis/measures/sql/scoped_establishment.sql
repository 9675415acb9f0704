-- Establishments inside the scope's places, industries and sizes, whenever they were in business,
-- with the priority area of their place: their commune's where known, else their district's.
-- `eligible` is as recorded; where nothing is, all but large ones are.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  place.establishment_no,
  place.establishment_id,
  coalesce(list_extract($places::varchar[], place.unit_no), 'unknown') as district,
  place.unit_recorded,
  place.unit_level,
  coalesce(place.industry, 'unknown') as industry,
  coalesce(place.size, 'unknown') as size,
  place.terrain,
  place.women_led,
  coalesce(
    condition_of_unit.priority_area,
    condition_of_district.priority_area,
    'unknown'
  ) as priority_area,
  coalesce(place.eligible, place.size is null or place.size <> 'large') as eligible,
  place.eligible is null as eligible_unknown,
  place.founded_year,
  place.closed_year
from mart_establishment as place
left join mart_unit_condition as condition_of_unit
  on condition_of_unit.code = place.unit_recorded
 and condition_of_unit.level = place.unit_level
left join mart_unit_condition as condition_of_district
  on condition_of_district.code = place.district_2020
 and condition_of_district.level = 'district'
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
