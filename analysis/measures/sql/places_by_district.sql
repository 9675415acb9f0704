-- Infrastructure money drawn by each district, and the clusters it has.
-- uses: scoped_cluster, scoped_funding
with money as (
  select
    funding.district,
    max(funding.currency) as currency,
    count(distinct funding.project_no) as projects,
    count(distinct case when invested.cluster_id is not null then funding.project_no end)
      as named,
    cast(sum(funding.planned) as bigint) as planned,
    cast(sum(funding.approved) as bigint) as approved,
    cast(sum(funding.disbursed) as bigint) as disbursed,
    count(distinct case when funding.approved is null then funding.project_no end)
      as approved_unknown
  from scoped_funding as funding
  join mart_cluster_project as invested
    on invested.project_no = funding.project_no
  group by funding.district
),
placed as (
  select
    cluster.district,
    count(distinct cluster.cluster_id) as clusters,
    count(visit.held_on) as visits
  from scoped_cluster as cluster
  left join mart_cluster_visit as visit
    on visit.cluster_id = cluster.cluster_id
    -- filter: years
    and list_contains($years::integer[], visit.year)
    -- end
  group by cluster.district
)
select
  coalesce(money.district, placed.district) as district,
  coalesce(placed.clusters, 0) as clusters,
  coalesce(placed.visits, 0) as visits,
  coalesce(money.currency, case_info.currency) as currency,
  coalesce(money.projects, 0) as projects,
  coalesce(money.named, 0) as named,
  case when money.projects is null then 0 else money.planned end as planned,
  case when money.projects is null then 0 else money.approved end as approved,
  case when money.projects is null then 0 else money.disbursed end as disbursed,
  coalesce(money.approved_unknown, 0) as approved_unknown
from money
full outer join placed
  on placed.district = money.district
cross join case_info
order by approved desc, projects desc, district
