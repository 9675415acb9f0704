-- How many establishments were there to report each year, and how many did, by support. One that
-- reports outside its recorded years of life is counted with those there, and apart.
-- uses: outcome_basis, outcome_establishments, outcome_rows
with reporting_years as (
  select distinct year
  from mart_outcome
  where true
    -- filter: years
    and list_contains($years::integer[], year)
    -- end
),
there as (
  select
    reporting_years.year,
    coalesce(place.first_year <= reporting_years.year, false) as supported,
    count(*) as alive,
    count(case when place.closed_year = reporting_years.year then 1 end) as closing
  from reporting_years
  join outcome_establishments as place
    on coalesce(place.founded_year, reporting_years.year) <= reporting_years.year
   and coalesce(place.closed_year, reporting_years.year) >= reporting_years.year
  where place.first_year <= reporting_years.year
     or place.ever_first_year is null
     or place.ever_first_year > reporting_years.year
  group by reporting_years.year, coalesce(place.first_year <= reporting_years.year, false)
),
reported as (
  select
    year,
    supported,
    count(*) as records,
    count(case when outside_life then 1 end) as outside_life
  from outcome_rows
  group by year, supported
)
select
  coalesce(there.year, reported.year) as year,
  coalesce(there.supported, reported.supported) as supported,
  coalesce(there.alive, 0) + coalesce(reported.outside_life, 0) as alive,
  coalesce(there.closing, 0) as closing,
  coalesce(reported.records, 0) as records,
  coalesce(reported.outside_life, 0) as outside_life
from there
full join reported
  on reported.year = there.year
 and reported.supported = there.supported
order by year, supported
