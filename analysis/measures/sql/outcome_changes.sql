-- Changes in {group} of the same establishments: each reported year against the year before their
-- first support. Changes of logs need both values above zero; others are counted.
-- uses: outcome_basis, outcome_establishments, outcome_rows
with answered as (
  select
    establishment_no,
    year,
    first_year,
    cast({group} as double) as answer
  from outcome_rows
  where first_year is not null
    and {group} is not null
    -- filter: cohorts
    and list_contains($cohorts::varchar[], cast(first_year as varchar))
    -- end
),
before as (
  select
    establishment_no,
    answer
  from answered
  where year = first_year - 1
)
select
  later.first_year as cohort,
  later.year - later.first_year as since,
  count(*) as answered_both,
  -- filter: logs
  array_agg(
    case when later.answer > 0 and before.answer > 0 then ln(later.answer / before.answer) end
  ) as changes
  -- end
  -- filter: levels
  array_agg(later.answer - before.answer) as changes
  -- end
from answered as later
join before
  on before.establishment_no = later.establishment_no
group by later.first_year, later.year
order by cohort, since
