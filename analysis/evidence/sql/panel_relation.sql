select
  member.unit,
  record.year as period,
  member.cohort,
  record.outcome{more}
from (
  select
    establishment_no,
    year,
    {scaled} as outcome
  from mart_outcome
) as record
join (
{members}
) as member
  on member.unit = record.establishment_no
where isfinite(record.outcome)
  and record.year < coalesce(member.hidden_from, record.year + 1)
  and {kept}
