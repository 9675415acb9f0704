-- Outreach held in each place of the scope in its years, who was named as present there, and the
-- clusters of the place with those that no visit of those years names. A day after the data's own
-- is a plan.
-- uses: scoped_cluster
with held as (
  select
    event.event_id,
    coalesce(list_extract($places::varchar[], place.unit_no), 'unknown') as district
  from outreach_event as event
  cross join case_info
  left join administrative_unit as unit
    on unit.unit_id = event.unit_id
  left join mart_unit_district as place
    on place.unit_id = event.unit_id
  where event.held_on <= case_info.as_of
    -- filter: years
    and list_contains($years::integer[], cast(year(event.held_on) as integer))
    -- end
),
outreach as (
  select
    held.district,
    count(distinct held.event_id) as events,
    count(distinct contact.establishment_id) as present
  from held
  left join outreach_contact as contact
    on contact.event_id = held.event_id
  where true
    -- filter: districts
    and list_contains($districts::varchar[], held.district)
    -- end
  group by held.district
),
visited as (
  select distinct cluster_id
  from mart_cluster_visit
  where true
    -- filter: years
    and list_contains($years::integer[], year)
    -- end
),
settled as (
  select
    cluster.district,
    count(*) as clusters,
    count(*) - count(visited.cluster_id) as clusters_unvisited
  from scoped_cluster as cluster
  left join visited
    on visited.cluster_id = cluster.cluster_id
  group by cluster.district
),
known as (
  select district from outreach
  union
  select district from settled
)
select
  known.district,
  coalesce(outreach.events, 0) as events,
  coalesce(outreach.present, 0) as present,
  coalesce(settled.clusters, 0) as clusters,
  coalesce(settled.clusters_unvisited, 0) as clusters_unvisited
from known
left join outreach
  on outreach.district = known.district
left join settled
  on settled.district = known.district
order by known.district
