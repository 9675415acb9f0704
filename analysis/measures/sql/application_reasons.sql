-- Applications refused and withdrawn, by reason.
-- uses: process_application
select
  result,
  coalesce(reason, 'unknown') as reason,
  count(*) as applications
from process_application
where result in ('refused', 'withdrawn')
group by result, coalesce(reason, 'unknown')
order by result, applications desc, coalesce(reason, 'unknown')
