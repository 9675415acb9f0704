with member as materialized (
  select
    unit,
    cohort,
    coalesce(hidden_from, 9999) as hidden_from{columns}
  from (
{members}
  ) as member
  where {kept}
)
select
  member.unit,
  record.year as period,
  member.cohort,
  record.outcome{names}
from (
  select
    establishment_no,
    year,
    {scaled} as outcome
  from mart_outcome
) as record
join member
  on member.unit = record.establishment_no
where isfinite(record.outcome)
  and record.year < member.hidden_from
