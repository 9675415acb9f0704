-- Clusters and zones inside the districts of the scope.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  cluster.*,
  coalesce(list_extract($places::varchar[], cluster.unit_no), 'unknown') as district
from mart_cluster as cluster
where true
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], cluster.unit_no), 'unknown')
  )
  -- end
