-- Figures others have published, with period, status and source as the source gives them.
select
  geography,
  indicator,
  period,
  year_from,
  year_to,
  whole_years,
  figure,
  text_value,
  measurement_unit,
  amount,
  currency,
  coalesce(fund_source, 'unknown') as fund_source,
  status,
  source,
  note
from published_figure
where true
  -- filter: years
  and len(list_filter($years::integer[], lambda one: one between year_from and year_to)) > 0
  -- end
  -- filter: fund_sources
  and list_contains($fund_sources::varchar[], coalesce(fund_source, 'unknown'))
  -- end
order by geography, year_to, year_from, indicator, figure_id
