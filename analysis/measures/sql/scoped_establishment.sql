-- Establishments inside the scope's places, industries and sizes, whenever they were in business,
-- with the priority area of their place: their commune's where known, else their district's.
-- `eligible` is as recorded; where nothing is, as the rules say that are valid on the last day of the
-- scope's years, at most the data's own; where they do not decide, all but large ones are, and
-- `eligible_unknown` says so.
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
  place.eligible as eligible_recorded,
  coalesce(place.eligible, ruled.eligible, place.size is null or place.size <> 'large') as eligible,
  coalesce(place.eligible, ruled.eligible) is null as eligible_unknown,
  place.founded_year,
  place.closed_year
from mart_establishment as place
left join mart_unit_condition as condition_of_unit
  on condition_of_unit.code = place.unit_recorded
 and condition_of_unit.level = place.unit_level
left join mart_unit_condition as condition_of_district
  on condition_of_district.code = place.district_2020
 and condition_of_district.level = 'district'
left join (
  select
    mart_eligibility.establishment_no,
    mart_eligibility.eligible
  from mart_eligibility
  cross join case_info
  where mart_eligibility.starts_on <= case_info.as_of
    -- filter: years
    and mart_eligibility.starts_on <= make_date(list_max($years::integer[]), 12, 31)
    -- end
    and (
      mart_eligibility.ends_before > case_info.as_of
      -- filter: years
      or mart_eligibility.ends_before > make_date(list_max($years::integer[]), 12, 31)
      -- end
    )
) as ruled
  on ruled.establishment_no = place.establishment_no
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
