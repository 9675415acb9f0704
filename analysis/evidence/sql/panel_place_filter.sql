(
  len($districts::varchar[]) = 0
  or list_contains(
    $districts::varchar[],
    coalesce(
      case when $vintage = 'recorded' then place.unit_recorded else place.district_2020 end,
      'unknown'
    )
  )
)
and (
  len($industries::varchar[]) = 0
  or list_contains($industries::varchar[], coalesce(place.industry, 'unknown'))
)
and (
  len($sizes::varchar[]) = 0
  or list_contains($sizes::varchar[], coalesce(place.size, 'unknown'))
)
