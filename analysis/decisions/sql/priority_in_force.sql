-- The law's order in force on the day judged: every criterion with its level and place.
select
  cast(row_number() over (order by level, place, rule_id) as integer) as rule_no,
  *
from priority_rule
where coalesce(valid_from, date '0001-01-01') <= $judged_on::date
  and coalesce(valid_to, date '9999-12-31') >= $judged_on::date
