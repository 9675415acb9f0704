-- The periods of a panel, and about what level its outcomes lie at in each.
select
  period,
  coalesce(avg(outcome) filter (where isfinite(outcome)), 0) as centre
from ({relation}) as panel
group by period
order by period
