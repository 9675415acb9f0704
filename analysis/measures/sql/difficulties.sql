-- Difficulties raised, resolved and open for each value of {group}.
-- uses: scoped_difficulty
select
  {group},
  count(*) as raised,
  count(resolved_on) as resolved,
  count(*) - count(resolved_on) as still_open,
  count(resolved_on) / count(*) as share,
  max(case when resolved_on is null then days end) as oldest_days
from scoped_difficulty
group by {group}
order by {group}
