select
  unit,
  year as period,
  cohort,
  {scaled} as outcome{more}
from (
  select
    member.*,
    unnest(
      generate_series(
        greatest(coalesce(founded_year + 1, $origin), $origin),
        least(coalesce(closed_year, $last), $last)
      )
    )::integer as year
  from (
{members}
  ) as member
) as member
where year <> cohort
  and year < coalesce(hidden_from, year + 1)
  and {kept}
