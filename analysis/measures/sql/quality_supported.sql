-- Establishments that projects of the scope support, with the first year of it.
select
  support.establishment_id,
  min(support.year) as first_year
from mart_support as support
where support.goes_ahead
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(support.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and support.project_no in (
    select funding.project_no
    from mart_funding as funding
    where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
  )
  -- end
group by support.establishment_id
