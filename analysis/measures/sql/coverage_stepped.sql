-- Establishments coverage counts, each with the steps it took as bits: the step numbers of mart_reach
-- are their places. Follows coverage_place and coverage_taken.
select
  place.*,
  coalesce(reached.steps, 0) as steps
from coverage_place as place
left join (
  select
    establishment_no,
    bit_or(1 << step_no) as steps
  from coverage_taken
  group by establishment_no
) as reached
  on reached.establishment_no = place.establishment_no
