-- Eligible establishments in business in each of several spans of years, and how many of them were
-- supported in it, by place of the scope. The rules that decide where no record does are those of
-- the span's last day, at most the data's own. Every place with an establishment has a row in each
-- span; `in_business` counts the others too. Spans run from a year of $from_years to that of
-- $to_years in the same position; they are what chooses years, all of which the scope must have.
-- uses: placed_establishment, coverage_taken
with spans as (
  select
    named.from_year,
    named.to_year,
    least(named.to_year, year(case_info.as_of)) as last_year,
    least(make_date(named.to_year, 12, 31), case_info.as_of) as last_day
  from (
    select
      unnest($from_years::integer[]) as from_year,
      unnest($to_years::integer[]) as to_year
  ) as named
  cross join case_info
),
alike as (
  select
    unit_no,
    founded_year,
    closed_year,
    count(*) as establishments,
    count(case when eligible_recorded then 1 end) as eligible
  from placed_establishment
  group by unit_no, founded_year, closed_year
),
lives as (
  select
    alike.unit_no,
    spans.from_year,
    spans.to_year,
    sum(
      case
        when coalesce(alike.founded_year <= spans.last_year, true)
          and coalesce(alike.closed_year >= spans.from_year, true)
          then alike.establishments
        else 0
      end
    ) as in_business,
    sum(
      case
        when coalesce(alike.founded_year <= spans.last_year, true)
          and coalesce(alike.closed_year >= spans.from_year, true)
          then alike.eligible
        else 0
      end
    ) as eligible
  from alike
  cross join spans
  group by alike.unit_no, spans.from_year, spans.to_year
),
unrecorded as (
  select
    place.establishment_no,
    place.unit_no,
    spans.from_year,
    coalesce(ruled.eligible, place.size <> 'large') as eligible
  from placed_establishment as place
  cross join spans
  left join mart_eligibility as ruled
    on ruled.establishment_no = place.establishment_no
   and ruled.starts_on <= spans.last_day
   and ruled.ends_before > spans.last_day
  where place.eligible_recorded is null
    and coalesce(place.founded_year <= spans.last_year, true)
    and coalesce(place.closed_year >= spans.from_year, true)
),
unrecorded_lives as (
  select
    unit_no,
    from_year,
    count(*) as eligible
  from unrecorded
  where eligible
  group by unit_no, from_year
),
served as (
  select distinct
    taken.establishment_no,
    spans.from_year,
    spans.last_year
  from coverage_taken as taken
  join spans
    on taken.year between spans.from_year and spans.to_year
  where taken.step_no = 5
),
supports as (
  select
    place.unit_no,
    served.from_year,
    count(*) as supported
  from served
  join placed_establishment as place
    on place.establishment_no = served.establishment_no
  left join unrecorded
    on unrecorded.establishment_no = served.establishment_no
   and unrecorded.from_year = served.from_year
  where coalesce(place.eligible_recorded, unrecorded.eligible)
    and coalesce(place.founded_year <= served.last_year, true)
    and coalesce(place.closed_year >= served.from_year, true)
  group by place.unit_no, served.from_year
)
select
  coalesce(list_extract($places::varchar[], lives.unit_no), 'unknown') as district,
  lives.from_year,
  lives.to_year,
  cast(sum(lives.in_business) as bigint) as in_business,
  cast(sum(lives.eligible + coalesce(unrecorded_lives.eligible, 0)) as bigint) as eligible,
  cast(sum(coalesce(supports.supported, 0)) as bigint) as supported
from lives
left join unrecorded_lives
  on unrecorded_lives.unit_no is not distinct from lives.unit_no
 and unrecorded_lives.from_year = lives.from_year
left join supports
  on supports.unit_no is not distinct from lives.unit_no
 and supports.from_year = lives.from_year
group by district, lives.from_year, lives.to_year
order by district, lives.from_year
