-- What the rules in force on the day seen say of establishments without a record, as if for all time:
-- later rules are not known yet.
select
  ruled.establishment_no,
  date '0001-01-01' as starts_on,
  date '9999-12-31' as ends_before,
  ruled.eligible
from main.mart_eligibility as ruled
where ruled.starts_on <= $seen_on::date
  and ruled.ends_before > $seen_on::date
