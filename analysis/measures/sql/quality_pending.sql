-- Rows kept to be mended, by the district they name: of their establishment (by id, tax code or
-- name), of their project (by id, decision or title), or their own (by id or name). What names none
-- of these, or what is the name of several places, is "unknown".
-- Only the filter by district applies: a row that was not imported has no industry or year yet.
with place as (
  select
    unit.unit_id,
    list_extract($places::varchar[], own.unit_no) as district
  from administrative_unit as unit
  left join mart_unit_district as own
    on own.unit_id = unit.unit_id
),
named as (
  select 'establishment' as what, establishment_id as name, unit_id
  from establishment
  union all
  select 'establishment', tax_code, unit_id
  from establishment
  union all
  select 'establishment', name, unit_id
  from establishment
  union all
  select 'project', project_id, unit_id
  from project
  union all
  select 'project', decision_no, unit_id
  from project
  union all
  select 'project', title, unit_id
  from project
  union all
  select 'unit', unit_id, unit_id
  from administrative_unit
  union all
  select 'unit', name, unit_id
  from administrative_unit
  union all
  select 'unit', regexp_replace(name, '^(Huyện|Thị xã|Thành phố) ', ''), unit_id
  from administrative_unit
  where level = 'district'
),
known as (
  select
    named.what,
    lower(named.name) as name,
    min(place.district) as district
  from named
  join place
    on place.unit_id = named.unit_id
  where named.name is not null
  group by named.what, lower(named.name)
  having count(distinct place.district) = 1
),
-- What was handed in may be anything, so it is read only where it is JSON.
kept as (
  select
    pending_id,
    case when json_valid(cells) then cells end as cells
  from pending_row
),
mention as (
  select
    pending_id,
    1 as weight,
    'establishment' as what,
    json_extract_string(cells, '$.establishment_id') as name
  from kept
  union all
  select pending_id, 2, 'establishment', json_extract_string(cells, '$.tax_code')
  from kept
  union all
  select pending_id, 3, 'project', json_extract_string(cells, '$.project_id')
  from kept
  union all
  select pending_id, 4, 'project', json_extract_string(cells, '$.decision_no')
  from kept
  union all
  select pending_id, 5, 'unit', json_extract_string(cells, '$.unit_id')
  from kept
),
placed as (
  select
    mention.pending_id,
    coalesce(min_by(known.district, mention.weight), 'unknown') as district
  from mention
  left join known
    on known.what = mention.what
   and known.name = lower(trim(mention.name))
  group by mention.pending_id
)
select
  district,
  count(*) as pending
from placed
where true
  -- filter: districts
  and list_contains($districts::varchar[], district)
  -- end
group by district
order by district
