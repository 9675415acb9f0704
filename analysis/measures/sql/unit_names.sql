-- The latest name of every district and commune code, for labels.
select code, level, name, name_en, terrain
from mart_unit_name
where level in ('district', 'commune')
order by code, level
