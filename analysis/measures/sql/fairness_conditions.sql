-- What is known of the conditions of places: poverty, minorities and priority.
with ranked as (
  select
    condition.*,
    -- A place as recorded has no level of its own in a scope: the smallest unit of that code.
    row_number() over (partition by condition.code order by condition.level) as level_no
  from mart_unit_condition as condition
  where $vintage = 'recorded'
     or condition.level = case when $vintage = 'communes-2025' then 'commune' else 'district' end
)
select
  code as district,
  poverty_rate,
  poverty_year,
  minority_share,
  minority_year,
  priority_area
from ranked
where level_no = 1
order by code
