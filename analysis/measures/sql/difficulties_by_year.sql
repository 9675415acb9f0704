-- Difficulties raised in each year, how many of these are resolved, and how many of any year were
-- resolved in it.
-- uses: scoped_difficulty
with raised as (
  select
    year,
    count(*) as raised,
    count(resolved_on) as resolved
  from scoped_difficulty
  group by year
),
ended as (
  select
    cast(extract(year from resolved_on) as integer) as year,
    count(*) as resolved_in_year
  from scoped_difficulty
  where resolved_on is not null
  group by extract(year from resolved_on)
)
select
  coalesce(raised.year, ended.year) as year,
  coalesce(raised.raised, 0) as raised,
  coalesce(raised.resolved, 0) as resolved,
  coalesce(raised.raised, 0) - coalesce(raised.resolved, 0) as still_open,
  coalesce(ended.resolved_in_year, 0) as resolved_in_year
from raised
full outer join ended
  on ended.year = raised.year
order by 1
