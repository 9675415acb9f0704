-- The latest name of unit codes, for labels; a code of several levels speaks for the highest.
select
  code,
  min_by(level, rank) as level,
  min_by(name, rank) as name
from (
  select
    code,
    level,
    name,
    case level when 'province' then 0 when 'district' then 1 else 2 end as rank
  from mart_unit_name
) as ranked
group by code
order by code
