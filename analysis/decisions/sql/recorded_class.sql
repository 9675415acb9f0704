-- The latest class of priority (Circular 46/2012, article 6) recorded of each unit by the day known,
-- with its year. An island is a priority area by its terrain, without a year.
select
  unit.code,
  unit.level,
  coalesce(known.priority_area, case when unit.terrain = 'island' then 'remote_minority' end)
    as priority_area,
  known.priority_year
from mart_unit_name as unit
left join (
  select
    recorded.code,
    recorded.level,
    max_by(unit_year.priority_area, unit_year.year) as priority_area,
    max(unit_year.year) as priority_year
  from unit_year
  join administrative_unit as recorded
    on recorded.unit_id = unit_year.unit_id
  where unit_year.priority_area is not null
    and unit_year.year <= year($known_on::date)
  group by recorded.code, recorded.level
) as known
  on known.code = unit.code
 and known.level = unit.level
