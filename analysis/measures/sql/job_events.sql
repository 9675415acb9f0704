-- Years of support inside the scope: one row per establishment and year, whatever the number of its
-- supports. Where they differ in activity, place or source it is 'several'; money of which a part
-- is unknown, or in several currencies, is unknown.
-- uses: scoped_support
with project_source as (
  select
    project_no,
    case
      when min(coalesce(fund_source, 'unknown')) < max(coalesce(fund_source, 'unknown'))
        then 'several'
      else min(coalesce(fund_source, 'unknown'))
    end as fund_source
  from mart_funding
  where project_no is not null
  group by project_no
),
sourced as (
  select
    support.*,
    coalesce(support.activity, 'unknown') as activity_code,
    coalesce(source.fund_source, 'unknown') as source_code
  from scoped_support as support
  left join project_source as source
    on source.project_no = support.project_no
),
event as (
  select
    establishment_no,
    year,
    case
      when min(activity_code) < max(activity_code) then 'several'
      else min(activity_code)
    end as activity,
    case
      when min(source_code) < max(source_code) then 'several'
      else min(source_code)
    end as fund_source,
    case
      when min(district) < max(district) then 'several'
      else min(district)
    end as district,
    coalesce(min(industry), 'unknown') as industry,
    coalesce(min(size), 'unknown') as size,
    min(currency) as currency,
    cast(
      case
        when count(*) = count(grant_amount) and min(currency) = max(currency)
          then sum(grant_amount)
      end as double
    ) as grant_amount
  from sourced
  group by establishment_no, year
)
select
  event.*,
  cast(place.founded_year as double) as founded_year,
  cast(place.closed_year as double) as closed_year
from event
join mart_establishment as place
  on place.establishment_no = event.establishment_no
order by event.establishment_no, event.year
