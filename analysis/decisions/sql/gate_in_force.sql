-- The gates in force on the day judged. A demand the program does not know stands for itself; of the
-- others a narrower row replaces a wider one of its gate: by kind, then activity, cleaner
-- production, food and source.
select
  cast(
    row_number() over (
      order by coalesce(list_position($known_gates::varchar[], gate), 0) = 0,
        list_position($known_gates::varchar[], gate),
        rule_id
    ) as integer
  ) as rule_no,
  *,
  case when list_contains($known_gates::varchar[], gate) then gate else rule_id end as demand,
  case when activity_kind is not null then 16 else 0 end
    + case when activity is not null then 8 else 0 end
    + case when coalesce(cleaner_only, false) then 4 else 0 end
    + case when coalesce(food_only, false) then 2 else 0 end
    + case when fund_source is not null then 1 else 0 end as narrowness
from gate_rule
where coalesce(valid_from, date '0001-01-01') <= $judged_on::date
  and coalesce(valid_to, date '9999-12-31') >= $judged_on::date
