-- The latest name and kind of every unit code, for labels.
select code, level, name, kind
from mart_unit_name
order by code, level
