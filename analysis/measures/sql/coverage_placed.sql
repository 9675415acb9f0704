-- Establishments inside the scope with their place and steps; used after coverage_reached. One
-- counts that was in business in any of the scope's years. `eligible` is as recorded; where nothing
-- is, all but large ones are, counted beside.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  place.establishment_no,
  coalesce(
    case when $vintage = 'recorded' then place.unit_recorded else place.district_2020 end,
    'unknown'
  ) as district,
  coalesce(place.industry, 'unknown') as industry,
  coalesce(place.size, 'unknown') as size,
  place.terrain,
  place.women_led,
  coalesce(place.eligible, place.size is null or place.size <> 'large') as eligible,
  place.eligible is null as eligible_unknown,
  coalesce(coverage_reached.steps, 0) as steps
from mart_establishment as place
cross join case_info
left join coverage_reached
  on coverage_reached.establishment_no = place.establishment_no
where coalesce(place.founded_year <= year(case_info.as_of), true)
  -- filter: years
  and coalesce(place.founded_year <= list_max($years::integer[]), true)
  and coalesce(place.closed_year >= list_min($years::integer[]), true)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(
      case when $vintage = 'recorded' then place.unit_recorded else place.district_2020 end,
      'unknown'
    )
  )
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(place.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(place.size, 'unknown'))
  -- end
