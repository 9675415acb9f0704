-- Rows kept to be mended, by the district they name: of their establishment (by id or tax code),
-- of their project (by id or decision), or their own. What names none of these is "unknown".
-- Only the filter by district applies: a row that was not imported has no industry or year yet.
with place as (
  select
    unit.unit_id,
    case when $vintage = 'recorded' then unit.code else own.district end as district
  from administrative_unit as unit
  left join mart_unit_district as own
    on own.unit_id = unit.unit_id
),
named as (
  select 'establishment' as what, establishment_id as name, unit_id
  from establishment
  union all
  select 'tax code', tax_code, unit_id
  from establishment
  union all
  select 'project', project_id, unit_id
  from project
  union all
  select 'decision', decision_no, unit_id
  from project
  union all
  select 'unit', unit_id, unit_id
  from administrative_unit
),
known as (
  select
    named.what,
    named.name,
    min(place.district) as district
  from named
  join place
    on place.unit_id = named.unit_id
  where named.name is not null
  group by named.what, named.name
),
-- What was handed in may be anything, so it is read only where it is JSON.
kept as (
  select
    pending_id,
    case when json_valid(cells) then json_extract_string(cells, '$.establishment_id') end
      as establishment,
    case when json_valid(cells) then json_extract_string(cells, '$.tax_code') end as tax_code,
    case when json_valid(cells) then json_extract_string(cells, '$.project_id') end as project,
    case when json_valid(cells) then json_extract_string(cells, '$.decision_no') end as decision,
    case when json_valid(cells) then json_extract_string(cells, '$.unit_id') end as unit
  from pending_row
),
mention as (
  select pending_id, 1 as weight, 'establishment' as what, establishment as name from kept
  union all
  select pending_id, 2, 'tax code', coalesce(tax_code, establishment) from kept
  union all
  select pending_id, 3, 'project', project from kept
  union all
  select pending_id, 4, 'decision', coalesce(decision, project) from kept
  union all
  select pending_id, 5, 'unit', unit from kept
),
placed as (
  select
    mention.pending_id,
    coalesce(min_by(known.district, mention.weight), 'unknown') as district
  from mention
  left join known
    on known.what = mention.what
   and known.name = mention.name
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
