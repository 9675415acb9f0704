-- Courses officers attended, inside the districts of the scope; years are for the measure to use.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  training.*,
  'all' as everything,
  coalesce(list_extract($places::varchar[], training.unit_no), 'unknown') as district
from mart_officer_training as training
where true
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], training.unit_no), 'unknown')
  )
  -- end
