-- Targets the nation has published for its programme, as context.
select
  indicator,
  period,
  year_from,
  year_to,
  figure,
  measurement_unit,
  source,
  note
from published_figure
where geography = 'Việt Nam'
  and status = 'target'
  -- filter: years
  and len(
    list_filter(
      $years::integer[],
      lambda one: one >= coalesce(year_from, year_to) and one <= year_to
    )
  ) > 0
  -- end
order by year_to desc, coalesce(year_from, year_to) desc, indicator, figure_id
