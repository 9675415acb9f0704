-- uses: scoped_establishment, coverage_taken
-- Eligible establishments in business in each year of the scope, and how many of them were supported
-- in it, by place. The rules that decide where no record does are those of the year's last day.
-- Years run from the first in which anybody was supported, and every place of the scope has a row in
-- each: none in business is known, not missing.
with first_support as (
  select min(reach.year) as year
  from mart_reach as reach
  where reach.step_no = 5
),
spans as (
  select distinct
    reach.year,
    reach.year < year(case_info.as_of)
      or (month(case_info.as_of) = 12 and day(case_info.as_of) = 31) as whole_year,
    least(make_date(reach.year, 12, 31), case_info.as_of) as last_day
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
    count(case when eligible_recorded then 1 end) as establishments
  from scoped_establishment
  group by district, founded_year, closed_year
),
unrecorded as (
  select
    place.establishment_no,
    place.district,
    spans.year,
    coalesce(ruled.eligible, place.size <> 'large') as eligible
  from scoped_establishment as place
  cross join spans
  left join mart_eligibility as ruled
    on ruled.establishment_no = place.establishment_no
   and ruled.starts_on <= spans.last_day
   and ruled.ends_before > spans.last_day
  where place.eligible_recorded is null
    and coalesce(place.founded_year <= spans.year, true)
    and coalesce(place.closed_year >= spans.year, true)
),
unrecorded_businesses as (
  select
    district,
    year,
    count(*) as eligible
  from unrecorded
  where eligible
  group by district, year
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
  left join unrecorded
    on unrecorded.establishment_no = served.establishment_no
   and unrecorded.year = served.year
  where coalesce(place.eligible_recorded, unrecorded.eligible)
    and coalesce(place.founded_year <= served.year, true)
    and coalesce(place.closed_year >= served.year, true)
  group by place.district, served.year
)
select
  businesses.district,
  businesses.year,
  cast(businesses.eligible + coalesce(unrecorded_businesses.eligible, 0) as bigint) as eligible,
  coalesce(supports.supported, 0) as supported,
  businesses.whole_year
from businesses
left join unrecorded_businesses
  on unrecorded_businesses.district = businesses.district
 and unrecorded_businesses.year = businesses.year
left join supports
  on supports.district = businesses.district
 and supports.year = businesses.year
order by businesses.district, businesses.year
