-- Difficulties raised in each year, how many of these are resolved, and how many of any year were
-- resolved in it. With a choice of years only difficulties raised in them are known here, so how many
-- of any year were resolved in one of them cannot be told.
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
    -- filter: years
    and false
    -- end
  group by extract(year from resolved_on)
)
select
  coalesce(raised.year, ended.year) as year,
  coalesce(raised.raised, 0) as raised,
  coalesce(raised.resolved, 0) as resolved,
  coalesce(raised.raised, 0) - coalesce(raised.resolved, 0) as still_open,
  case when len($years::integer[]) = 0 then coalesce(ended.resolved_in_year, 0) end
    as resolved_in_year
from raised
full outer join ended
  on ended.year = raised.year
order by 1
