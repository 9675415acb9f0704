-- Establishments inside the scope by place, industry and size, and how many of them took each step
-- in its years. One counts that was in business in any of those years. `eligible` is as recorded;
-- where nothing is, all but large ones are, counted beside. What activities and fund sources narrow
-- are the steps from the application, and from support on.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
with reached as (
  select
    reach.establishment_no,
    bit_or(1 << reach.step_no) as steps
  from mart_reach as reach
  where true
    -- filter: years
    and list_contains($years::integer[], reach.year)
    -- end
    -- filter: activities
    and (
      reach.step_no < 3
      or list_contains($activities::varchar[], coalesce(reach.activity, 'unknown'))
    )
    -- end
    -- filter: fund_sources
    and (
      reach.step_no < 5
      or reach.project_no in (
        select funding.project_no
        from mart_funding as funding
        where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
      )
    )
    -- end
  group by reach.establishment_no
),
placed as (
  select
    coalesce(
      case when $vintage = 'recorded' then place.unit_recorded else place.district_2020 end,
      'unknown'
    ) as district,
    coalesce(place.industry, 'unknown') as industry,
    coalesce(place.size, 'unknown') as size,
    coalesce(place.eligible, place.size is null or place.size <> 'large') as eligible,
    place.eligible is null as eligible_unknown,
    coalesce(reached.steps, 0) as steps
  from mart_establishment as place
  cross join case_info
  left join reached
    on reached.establishment_no = place.establishment_no
  where coalesce(place.founded_year <= year(case_info.as_of), true)
    -- filter: years
    and coalesce(place.founded_year <= list_max($years::integer[]), true)
    and coalesce(place.closed_year >= list_min($years::integer[]), true)
    -- end
    -- filter: districts
    and list_contains(
      $districts::varchar[],
      coalesce(
        case when $vintage = 'recorded' then place.unit_recorded else place.district_2020 end,
        'unknown'
      )
    )
    -- end
    -- filter: industries
    and list_contains($industries::varchar[], coalesce(place.industry, 'unknown'))
    -- end
    -- filter: sizes
    and list_contains($sizes::varchar[], coalesce(place.size, 'unknown'))
    -- end
)
select
  district,
  industry,
  size,
  count(case when eligible then 1 end) as eligible,
  count(case when eligible and eligible_unknown then 1 end) as eligible_unknown,
  count(case when eligible and steps & 2 > 0 then 1 end) as told,
  count(case when eligible and steps & 4 > 0 then 1 end) as asked,
  count(case when eligible and steps & 8 > 0 then 1 end) as applied,
  count(case when eligible and steps & 16 > 0 then 1 end) as approved,
  count(case when eligible and steps & 32 > 0 then 1 end) as supported,
  count(case when eligible and steps & 64 > 0 then 1 end) as completed,
  count(case when not eligible and steps & 32 > 0 then 1 end) as supported_not_eligible
from placed
group by district, industry, size
order by district, industry, size
