-- Establishments inside the scope, each with its first year of any support and of the support asked
-- about. A block between "filter" and "end" stays only while that filter of the scope is set.
select
  place.establishment_no,
  place.establishment_id,
  place.founded_year,
  place.closed_year,
  ever.first_year as ever_first_year,
  chosen.first_year
from mart_establishment as place
left join (
  select
    establishment_no,
    min(year) as first_year
  from mart_support
  where goes_ahead
  group by establishment_no
) as ever
  on ever.establishment_no = place.establishment_no
left join (
  select
    establishment_no,
    min(year) as first_year
  from mart_support
  where goes_ahead
    -- filter: activities
    and list_contains($activities::varchar[], coalesce(activity, 'unknown'))
    -- end
    -- filter: fund_sources
    and project_no in (
      select funding.project_no
      from mart_funding as funding
      where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
    )
    -- end
  group by establishment_no
) as chosen
  on chosen.establishment_no = place.establishment_no
where true
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], place.unit_no), 'unknown')
  )
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(place.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(place.size, 'unknown'))
  -- end
