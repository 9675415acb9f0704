-- How many of the files asked about are for which plan year.
-- uses: asked_file
select
  plan_year,
  count(*) as files
from asked_file
group by plan_year
order by plan_year nulls last
