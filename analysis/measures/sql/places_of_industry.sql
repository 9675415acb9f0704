-- Every cluster and zone: its land, what was last reported of it, who is inside, money and visits.
-- uses: scoped_cluster, scoped_funding
with reported as (
  select
    cluster_id,
    max(year) as year
  from mart_cluster_year
  where true
    -- filter: years
    and list_contains($years::integer[], year)
    -- end
  group by cluster_id
),
inside as (
  select
    cluster_id,
    count(*) as establishments_counted,
    cast(sum(workers) as bigint) as workers_counted,
    count(workers) as workers_answered
  from mart_cluster_establishment
  where true
    -- filter: industries
    and list_contains($industries::varchar[], coalesce(industry, 'unknown'))
    -- end
    -- filter: sizes
    and list_contains($sizes::varchar[], coalesce(size, 'unknown'))
    -- end
  group by cluster_id
),
money as (
  select
    invested.cluster_id,
    max(funding.currency) as currency,
    count(distinct funding.project_no) as projects,
    cast(sum(funding.approved) as bigint) as approved,
    cast(sum(funding.disbursed) as bigint) as disbursed,
    count(distinct case when funding.approved is null then funding.project_no end)
      as approved_unknown
  from scoped_funding as funding
  join mart_cluster_project as invested
    on invested.project_no = funding.project_no
  where invested.cluster_id is not null
  group by invested.cluster_id
),
visited as (
  select
    cluster_id,
    count(*) as visits,
    max(held_on) as last_visit_on
  from mart_cluster_visit
  where true
    -- filter: years
    and list_contains($years::integer[], year)
    -- end
  group by cluster_id
)
select
  cluster.cluster_id,
  cluster.name,
  coalesce(cluster.kind, 'unknown') as kind,
  cluster.district,
  cluster.status,
  cluster.area_ha,
  reported.year,
  report.industrial_area_ha,
  report.leased_area_ha,
  report.leased_area_ha / nullif(report.industrial_area_ha, 0) as occupancy,
  report.establishments,
  report.workers,
  coalesce(inside.establishments_counted, 0) as establishments_counted,
  inside.workers_counted,
  coalesce(inside.workers_answered, 0) as workers_answered,
  coalesce(money.currency, case_info.currency) as currency,
  coalesce(money.projects, 0) as projects,
  case when money.projects is null then 0 else money.approved end as approved,
  case when money.projects is null then 0 else money.disbursed end as disbursed,
  coalesce(money.approved_unknown, 0) as approved_unknown,
  coalesce(visited.visits, 0) as visits,
  visited.last_visit_on
from scoped_cluster as cluster
cross join case_info
left join reported
  on reported.cluster_id = cluster.cluster_id
left join mart_cluster_year as report
  on report.cluster_id = reported.cluster_id
 and report.year = reported.year
left join inside
  on inside.cluster_id = cluster.cluster_id
left join money
  on money.cluster_id = cluster.cluster_id
left join visited
  on visited.cluster_id = cluster.cluster_id
order by cluster.district, cluster.name, cluster.cluster_id
