-- Changes of the log of {group} on the year before, each held against the changes of its year:
-- `far` is beyond their median by five scaled median absolute deviations (Leys et al. 2013).
with answered as (
  select
    establishment_no,
    establishment_id,
    year,
    supported,
    {group} as answer
  from outcome_rows
  where {group} > 0
),
steps as (
  select
    later.establishment_id,
    later.year,
    later.supported,
    earlier.answer as before,
    later.answer as after,
    ln(later.answer / earlier.answer) as step
  from answered as later
  join answered as earlier
    on earlier.establishment_no = later.establishment_no
   and earlier.year = later.year - 1
),
middle as (
  select
    year,
    median(step) as centre
  from steps
  group by year
),
spread as (
  select
    steps.year,
    max(middle.centre) as centre,
    5 * 1.4826 * median(abs(steps.step - middle.centre)) as reach
  from steps
  join middle
    on middle.year = steps.year
  group by steps.year
)
select
  steps.*,
  abs(steps.step - spread.centre) as distance,
  spread.reach > 0 and abs(steps.step - spread.centre) > spread.reach as far,
  spread.centre - spread.reach as usual_from,
  spread.centre + spread.reach as usual_to
from steps
join spread
  on spread.year = steps.year
