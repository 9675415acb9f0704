-- Establishments coverage counts, each with the steps it took as bits: the step numbers of mart_reach
-- are their places. `open` has an application without a final result in those years (an approval of
-- another year is none in these), `refused` one that was refused. Follows coverage_place and
-- coverage_taken.
select
  place.*,
  coalesce(reached.steps, 0) as steps,
  coalesce(reached.open, false) as open,
  coalesce(reached.refused, false) as refused
from coverage_place as place
left join (
  select
    establishment_no,
    bit_or(1 << step_no) as steps,
    bool_or(step_no = 3 and coalesce(result, 'pending') not in ('refused', 'withdrawn')) as open,
    bool_or(coalesce(result = 'refused', false)) as refused
  from coverage_taken
  group by establishment_no
) as reached
  on reached.establishment_no = place.establishment_no
