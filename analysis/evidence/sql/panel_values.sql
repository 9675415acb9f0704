-- Every outcome known of every establishment and year.
select
  establishment_no as unit,
  year,
  outcome
from (
  select
    establishment_no,
    year,
    {scaled} as outcome
  from mart_outcome
) as record
where isfinite(outcome)
