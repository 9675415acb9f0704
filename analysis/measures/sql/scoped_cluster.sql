-- Clusters and zones inside the districts of the scope.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  cluster.*,
  coalesce(
    case when $vintage = 'recorded' then cluster.unit_recorded else cluster.district_2020 end,
    'unknown'
  ) as district
from mart_cluster as cluster
where true
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(
      case when $vintage = 'recorded' then cluster.unit_recorded else cluster.district_2020 end,
      'unknown'
    )
  )
  -- end
