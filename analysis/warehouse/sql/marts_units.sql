-- Marts of places: what every other mart names them by, and what is known of each.

-- Every unit's number, and its district of 2020-2025, so that years on both sides of a boundary
-- change compare. A record passes whole or not at all: of a unit that a change split, and of a
-- commune that was put together out of two districts, the district is not known.
create table mart_unit_district as
with ward_district as (
  select
    member.unit_id,
    parent.code as district
  from unit_membership as member
  join administrative_unit as parent
    on parent.unit_id = member.parent_id
  where member.relation = 'former'
     or (
       coalesce(member.valid_from, date '1900-01-01') <= date '2025-06-30'
       and coalesce(member.valid_to, date '2025-06-30') >= date '2025-06-30'
     )
),
former_ward as (
  select
    crosswalk.to_unit_id as unit_id,
    count(distinct ward_district.district) as districts
  from unit_crosswalk as crosswalk
  join ward_district
    on ward_district.unit_id = crosswalk.from_unit_id
  group by crosswalk.to_unit_id
),
whole_successor as (
  select
    crosswalk.from_unit_id as unit_id,
    successor.code as district
  from unit_crosswalk as crosswalk
  join administrative_unit as successor
    on successor.unit_id = crosswalk.to_unit_id
  where crosswalk.weight = 1
    and crosswalk.basis = 'any'
    and successor.level = 'district'
)
select
  unit.unit_id,
  cast(row_number() over (order by unit.unit_id) as smallint) as unit_no,
  case
    when unit.level = 'district'
      then case
        when whole_successor.district is not null then whole_successor.district
        when coalesce(unit.valid_to, date '2025-06-30') >= date '2020-02-01' then unit.code
      end
    when unit.level = 'commune' and coalesce(former_ward.districts, 1) = 1
      then ward_district.district
    -- What serves the whole province has the province for its place.
    when unit.level = 'province' then unit.code
  end as district
from administrative_unit as unit
left join whole_successor
  on whole_successor.unit_id = unit.unit_id
left join ward_district
  on ward_district.unit_id = unit.unit_id
left join former_ward
  on former_ward.unit_id = unit.unit_id;

-- The latest name of each unit code, for labels.
create table mart_unit_name as
with ranked as (
  select
    code,
    level,
    name,
    kind,
    terrain,
    row_number() over (
      partition by code, level
      order by coalesce(valid_from, date '1900-01-01') desc
    ) as recency
  from administrative_unit
)
select code, level, name, kind, terrain
from ranked
where recency = 1;

-- The latest known conditions of each unit code and level, each with its year. An island is in an
-- area of priority by its terrain (Circular 46/2012, article 6); of other places only what was
-- entered counts, and what was not is unknown.
create table mart_unit_condition as
with known as (
  select
    unit.code,
    unit.level,
    max_by(unit_year.poverty_rate, unit_year.year)
      filter (where unit_year.poverty_rate is not null) as poverty_rate,
    max(case when unit_year.poverty_rate is not null then unit_year.year end) as poverty_year,
    max_by(unit_year.minority_share, unit_year.year)
      filter (where unit_year.minority_share is not null) as minority_share,
    max(case when unit_year.minority_share is not null then unit_year.year end) as minority_year,
    max_by(unit_year.priority_area, unit_year.year)
      filter (where unit_year.priority_area is not null) as priority_area
  from unit_year
  join administrative_unit as unit
    on unit.unit_id = unit_year.unit_id
  group by unit.code, unit.level
)
select
  unit.code,
  unit.level,
  known.poverty_rate,
  known.poverty_year,
  known.minority_share,
  known.minority_year,
  coalesce(known.priority_area, case when unit.terrain = 'island' then 'remote_minority' end)
    as priority_area
from mart_unit_name as unit
left join known
  on known.code = unit.code
 and known.level = unit.level;
