-- The outcome of every establishment in every year in which it was in business at the start.
with lived as (
  select
    establishment_no as unit,
    founded_year,
    closed_year,
    unnest(
      generate_series(
        greatest(coalesce(founded_year + 1, $origin), $origin),
        least(coalesce(closed_year, $last), $last)
      )
    )::integer as year
  from mart_establishment
)
select
  unit,
  year,
  {scaled} as outcome
from lived
