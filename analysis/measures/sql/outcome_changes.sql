-- Changes of every outcome of the same establishments: each reported year against the year before
-- their first support. Changes of logs need both values above zero; others are counted.
-- {changes} stands for the columns of the outcomes: how many answered in both years, and changes.
-- uses: outcome_basis, outcome_establishments, outcome_rows
with answered as (
  select *
  from outcome_rows
  where first_year is not null
    -- filter: cohorts
    and list_contains($cohorts::varchar[], cast(first_year as varchar))
    -- end
),
before as (
  select *
  from answered
  where year = first_year - 1
)
select
  later.first_year as cohort,
  later.year - later.first_year as since,
  {changes}
from answered as later
join before
  on before.establishment_no = later.establishment_no
group by later.first_year, later.year
order by cohort, since
