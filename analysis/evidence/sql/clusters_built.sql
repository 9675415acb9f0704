-- Every cluster that was built up: its name, the first year of it, and whether what did so is asked
-- about.
with built as (
  select
    work.cluster_id,
    support.plan_year as year,
    {support_filter} as inside
  from mart_cluster_project as work
  join mart_project as support
    on support.project_no = work.project_no
  where support.status not in ('planned', 'stopped')
),
first as (
  select
    cluster_id,
    min(year) as year
  from built
  group by cluster_id
)
select
  first.cluster_id,
  any_value(cluster.name) as name,
  first.year,
  bool_or(built.inside) and (
    len($years::integer[]) = 0 or list_contains($years::integer[], first.year)
  ) as asked
from first
join built
  on built.cluster_id = first.cluster_id
 and built.year = first.year
join mart_cluster as cluster
  on cluster.cluster_id = first.cluster_id
group by first.cluster_id, first.year
order by first.cluster_id
