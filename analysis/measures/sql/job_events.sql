-- Years of support inside the scope: one row per establishment and year, whatever the number of its
-- supports. Where they differ in activity or place it is 'several'; a sum with an unknown grant is
-- unknown.
select
  'all' as everything,
  establishment_no,
  year,
  case
    when min(coalesce(activity, 'unknown')) < max(coalesce(activity, 'unknown')) then 'several'
    else min(coalesce(activity, 'unknown'))
  end as activity,
  case
    when min(district) < max(district) then 'several'
    else min(district)
  end as district,
  coalesce(min(industry), 'unknown') as industry,
  coalesce(min(size), 'unknown') as size,
  min(currency) as currency,
  cast(case when count(*) = count(grant_amount) then sum(grant_amount) end as bigint)
    as grant_amount,
  cast(case when count(*) = count(counterpart) then sum(counterpart) end as bigint) as counterpart
from scoped_support
group by establishment_no, year
