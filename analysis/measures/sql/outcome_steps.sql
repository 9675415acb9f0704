-- Changes of the log of {group} on the year before, and those far from the rest of their year:
-- beyond the median by five scaled median absolute deviations (Leys et al. 2013).
-- uses: outcome_basis, outcome_establishments, outcome_rows
with answered as (
  select
    establishment_no,
    year,
    supported,
    ln({group}) as answer
  from outcome_rows
  where {group} > 0
),
steps as (
  select
    later.year,
    later.supported,
    later.answer - earlier.answer as step
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
  steps.year,
  steps.supported,
  count(*) as steps,
  count(case when spread.reach > 0 and abs(steps.step - spread.centre) > spread.reach then 1 end)
    as outliers,
  max(spread.centre - spread.reach) as usual_from,
  max(spread.centre + spread.reach) as usual_to
from steps
join spread
  on spread.year = steps.year
group by steps.year, steps.supported
order by steps.year, steps.supported
