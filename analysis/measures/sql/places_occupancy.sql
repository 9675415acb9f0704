-- Land let of industrial land in each year, over clusters that reported both.
-- uses: scoped_cluster
select
  report.year,
  (select count(*) from scoped_cluster) as clusters,
  count(
    case
      when report.leased_area_ha is not null and report.industrial_area_ha > 0 then 1
    end
  ) as reporting,
  sum(case when report.leased_area_ha is not null then report.industrial_area_ha end)
    as industrial_area_ha,
  sum(case when report.industrial_area_ha > 0 then report.leased_area_ha end) as leased_area_ha,
  sum(case when report.industrial_area_ha > 0 then report.leased_area_ha end)
    / nullif(
      sum(case when report.leased_area_ha is not null then report.industrial_area_ha end), 0
    ) as occupancy,
  cast(sum(report.establishments) as bigint) as establishments,
  count(report.establishments) as establishments_reporting,
  cast(sum(report.workers) as bigint) as workers,
  count(report.workers) as workers_reporting
from mart_cluster_year as report
join scoped_cluster as cluster
  on cluster.cluster_id = report.cluster_id
where true
  -- filter: years
  and list_contains($years::integer[], report.year)
  -- end
group by report.year
order by report.year
