-- Shared: establishments inside the scope by their place, founded by the day of the data, whatever
-- the year. `eligible` is as recorded; where nothing is, all but large ones are, told beside.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  place.establishment_no,
  coalesce(
    case when $vintage = 'recorded' then place.unit_recorded else place.district_2020 end,
    'unknown'
  ) as district,
  coalesce(place.industry, 'unknown') as industry,
  coalesce(place.size, 'unknown') as size,
  coalesce(place.eligible, place.size is null or place.size <> 'large') as eligible,
  place.eligible is null as eligible_unknown,
  place.founded_year,
  place.closed_year
from mart_establishment as place
cross join case_info
where coalesce(place.founded_year <= year(case_info.as_of), true)
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
