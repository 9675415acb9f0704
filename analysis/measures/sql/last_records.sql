-- The last day or year each table with dated rows holds, as text; null where it has no rows.
select
  source,
  last_record
from mart_last_record
order by source
