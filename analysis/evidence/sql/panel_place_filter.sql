(
  len($districts::varchar[]) = 0
  or list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], place.unit_no), 'unknown')
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
