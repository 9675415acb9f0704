-- The units a note can be about: districts of 2020-2025 and the communes there are now.
select
  unit.unit_id,
  unit.name,
  unit.level
from administrative_unit as unit
cross join case_info
where (
    unit.level = 'district'
    and coalesce(unit.valid_from, date '1900-01-01') <= date '2020-02-01'
    and unit.valid_to = date '2025-06-30'
  )
   or (
    unit.level = 'commune'
    and unit.valid_from = date '2025-07-01'
    and coalesce(unit.valid_to, date '9999-12-31') >= case_info.as_of
  )
order by case unit.level when 'district' then 0 else 1 end, unit.code
