-- Who could close in each year and who did: supported establishments by first year of support, the
-- others while no support had reached them. Years end with the last whole year of the data.
-- uses: outcome_establishments
with calendar as (
  select unnest(generate_series(bounds.first_year, bounds.last_year)) as year
  from (
    select
      min(support.year) as first_year,
      max(
        cast(extract(year from case_info.as_of) as integer)
        - case when case_info.as_of < make_date(cast(extract(year from case_info.as_of) as integer), 12, 31)
          then 1
          else 0
        end
      ) as last_year
    from mart_support as support
    cross join case_info
    where support.goes_ahead
  ) as bounds
),
recorded as (
  select count(closed_year) > 0 as closures_known
  from mart_establishment
),
followed as (
  select
    'supported' as status,
    place.first_year as cohort,
    calendar.year,
    place.closed_year
  from calendar
  join outcome_establishments as place
    on place.first_year <= calendar.year
   and coalesce(place.closed_year, calendar.year) >= calendar.year
  where true
    -- filter: cohorts
    and list_contains($cohorts::varchar[], cast(place.first_year as varchar))
    -- end
  union all
  select
    'not_supported',
    null,
    calendar.year,
    place.closed_year
  from calendar
  join outcome_establishments as place
    on coalesce(place.founded_year, calendar.year) <= calendar.year
   and coalesce(place.closed_year, calendar.year) >= calendar.year
   and coalesce(place.ever_first_year, calendar.year + 1) > calendar.year
)
select
  followed.status,
  followed.cohort,
  cast(followed.year as integer) as year,
  count(*) as at_risk,
  count(case when followed.closed_year = followed.year then 1 end) as closed
from followed
join recorded
  on recorded.closures_known
group by followed.status, followed.cohort, followed.year
order by followed.status, followed.cohort, followed.year
