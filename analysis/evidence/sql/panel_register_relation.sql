with member as materialized (
  select
    unit,
    cohort,
    coalesce(hidden_from, 9999) as hidden_from,
    founded_year,
    closed_year{columns}
  from (
{members}
  ) as member
  where {kept}
),
lived as (
  select
    *,
    unnest(
      generate_series(
        greatest(coalesce(founded_year + 1, $origin), $origin),
        least(coalesce(closed_year, $last), $last)
      )
    )::integer as year
  from member
)
select
  unit,
  year as period,
  cohort,
  {scaled} as outcome{names}
from lived as member
where year <> cohort
  and year < hidden_from
