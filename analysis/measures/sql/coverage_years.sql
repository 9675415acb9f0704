-- uses: scoped_establishment, coverage_taken
-- Eligible establishments in business in each year of the scope, and how many of them were supported
-- in it, by place. Years run from the first in which anybody was supported, and every place of the
-- scope has a row in each: none in business is known, not missing.
with first_support as (
  select min(reach.year) as year
  from mart_reach as reach
  where reach.step_no = 5
),
spans as (
  select distinct
    reach.year,
    reach.year < year(case_info.as_of)
      or (month(case_info.as_of) = 12 and day(case_info.as_of) = 31) as whole_year
  from mart_reach as reach
  cross join first_support
  cross join case_info
  where reach.year >= first_support.year
    -- filter: years
    and list_contains($years::integer[], reach.year)
    -- end
),
lives as (
  select
    district,
    founded_year,
    closed_year,
    count(case when eligible then 1 end) as establishments
  from scoped_establishment
  group by district, founded_year, closed_year
),
businesses as (
  select
    lives.district,
    spans.year,
    spans.whole_year,
    sum(
      case
        when coalesce(lives.founded_year <= spans.year, true)
          and coalesce(lives.closed_year >= spans.year, true)
          then lives.establishments
        else 0
      end
    ) as eligible
  from lives
  cross join spans
  group by lives.district, spans.year, spans.whole_year
),
served as (
  select distinct
    coverage_taken.establishment_no,
    coverage_taken.year
  from coverage_taken
  where coverage_taken.step_no = 5
),
supports as (
  select
    place.district,
    served.year,
    count(*) as supported
  from served
  join scoped_establishment as place
    on place.establishment_no = served.establishment_no
  where place.eligible
    and coalesce(place.founded_year <= served.year, true)
    and coalesce(place.closed_year >= served.year, true)
  group by place.district, served.year
)
select
  businesses.district,
  businesses.year,
  cast(businesses.eligible as bigint) as eligible,
  coalesce(supports.supported, 0) as supported,
  businesses.whole_year
from businesses
left join supports
  on supports.district = businesses.district
 and supports.year = businesses.year
order by businesses.district, businesses.year
