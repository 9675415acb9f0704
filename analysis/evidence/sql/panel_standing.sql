-- Every establishment once, with what decides its place in the panel of a scope. Types are those
-- that pandas takes without a copy: an unknown year is a number that is none.
select
  unit,
  code::enum (
    'outside_scope',
    'not_eligible',
    'closed_before',
    'not_gone_ahead',
    'other_support',
    'other_support_before',
    'other_years'
  ) as code,
  cohort::bigint as cohort,
  inside_year::double as inside_year,
  hidden_from::double as hidden_from,
  outside_year::double as outside_year,
  log_workers
from (
{members}
) as member
order by unit
