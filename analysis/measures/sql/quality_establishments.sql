-- Establishments inside the scope with the district whose office reports for them. With activities
-- or fund sources chosen: those that such projects support (quality_supported, read before this).
select
  establishment.*,
  coalesce(list_extract($places::varchar[], place.unit_no), 'unknown') as district
from establishment
left join mart_unit_district as place
  on place.unit_id = establishment.unit_id
where true
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], place.unit_no), 'unknown')
  )
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(establishment.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(establishment.size, 'unknown'))
  -- end
  -- filter: activities, fund_sources
  and establishment.establishment_id in (select establishment_id from quality_supported)
  -- end
