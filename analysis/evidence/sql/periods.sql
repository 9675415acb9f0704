-- The periods of a panel, about what level its outcomes lie at in each, and how much there is of it.
select
  period,
  coalesce(avg(outcome) filter (where isfinite(outcome)), 0) as centre,
  count(*) as rows,
  min(unit) as first_unit,
  max(unit) as last_unit
from ({relation}) as panel
group by period
order by period
