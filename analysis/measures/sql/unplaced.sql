-- Units of records that have no place on the chosen boundaries, with how many records name each;
-- `apart` are records whose establishments lie in several units. A record without a unit of its own
-- is listed under that of its establishments, if they share one.
-- The filters of the scope do not apply: the question is what any of its answers leaves unplaced.
with named as (
  select unit_no, 1 as projects, 0 as establishments, 0 as applications
  from mart_project
  union all
  select unit_no, 0, 1, 0
  from mart_establishment
  union all
  select unit_no, 0, 0, 1
  from mart_application
),
refined as (
  select
    unit_no,
    coalesce(
      max(recorded_id),
      case when count(*) = 1 then min(unit_id) end
    ) as unit_id,
    count(*) > 1 as apart
  from mart_refined_place
  group by unit_no
),
counted as (
  select
    coalesce(place.unit_id, refined.unit_id) as unit_id,
    coalesce(refined.apart, false) as apart,
    cast(sum(named.projects) as integer) as projects,
    cast(sum(named.establishments) as integer) as establishments,
    cast(sum(named.applications) as integer) as applications
  from named
  left join mart_unit_district as place
    on place.unit_no = named.unit_no
  left join refined
    on refined.unit_no = named.unit_no
  where list_extract($places::varchar[], named.unit_no) is null
  group by coalesce(place.unit_id, refined.unit_id), coalesce(refined.apart, false)
)
select
  unit.unit_id,
  unit.name,
  unit.valid_from,
  unit.valid_to,
  counted.apart,
  counted.projects,
  counted.establishments,
  counted.applications
from counted
left join administrative_unit as unit
  on unit.unit_id = counted.unit_id
order by
  counted.establishments + counted.projects + counted.applications desc,
  unit.unit_id,
  counted.apart
