-- Targets inside the scope with what was reached; how long their year had to run on the data's day.
-- Of the filters only years and districts apply: a target is set for a year and a place.
select
  target.indicator,
  target.year,
  coalesce(list_extract($places::varchar[], target.unit_no), 'unknown') as district,
  target.unit_id is null or target.unit_level = 'province' as whole_province,
  target.fund_source,
  target.target_value,
  target.currency,
  target.status as target_status,
  target.actual,
  cast(target.unknown as bigint) as unknown,
  target.source,
  case_info.as_of,
  -- Days of the year gone, and all of them.
  case
    when year(case_info.as_of) > target.year then make_date(target.year, 12, 31)
    when year(case_info.as_of) < target.year then make_date(target.year - 1, 12, 31)
    else case_info.as_of
  end - make_date(target.year - 1, 12, 31) as days_gone,
  make_date(target.year, 12, 31) - make_date(target.year - 1, 12, 31) as days_of_year
from mart_target as target
cross join case_info
where true
  -- filter: years
  and list_contains($years::integer[], target.year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], target.unit_no), 'unknown')
  )
  -- end
order by
  target.year desc,
  target.indicator,
  target.unit_id nulls first,
  target.fund_source nulls first,
  target.target_id
