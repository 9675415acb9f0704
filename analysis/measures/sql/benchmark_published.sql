-- Published figures a benchmark can be computed from, of the scope's years.
select
  geography,
  indicator,
  period,
  year_from,
  year_to,
  whole_years,
  coalesce(cast(amount as double), figure) as figure,
  currency,
  measurement_unit,
  status,
  source,
  note
from published_figure
where figure is not null
  and status in ('official', 'preliminary', 'actual', 'approx', 'plan', 'derived')
  -- filter: years
  and len(
    list_filter(
      $years::integer[],
      lambda one: one >= coalesce(year_from, year_to) and one <= year_to
    )
  ) > 0
  -- end
order by geography, indicator, period, figure_id
