-- Units of records that have no place on the chosen boundaries, with how many records name each.
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
counted as (
  select
    unit_no,
    cast(sum(projects) as integer) as projects,
    cast(sum(establishments) as integer) as establishments,
    cast(sum(applications) as integer) as applications
  from named
  where list_extract($places::varchar[], unit_no) is null
  group by unit_no
)
select
  unit.unit_id,
  unit.name,
  unit.valid_from,
  unit.valid_to,
  counted.projects,
  counted.establishments,
  counted.applications
from counted
left join mart_unit_district as place
  on place.unit_no = counted.unit_no
left join administrative_unit as unit
  on unit.unit_id = place.unit_id
order by
  counted.establishments + counted.projects + counted.applications desc,
  unit.unit_id
