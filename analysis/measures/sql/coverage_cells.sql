-- Establishments inside the scope by place, industry, size and the priority area of the place (its
-- commune's where known, else its district's), how many of them took each step in its years, and how
-- many stopped where: `never_told` and the like add up, with `completed`, to `eligible`. One counts
-- that was in business in any of those years. `eligible` is as recorded; where nothing is, all but
-- large ones are, counted beside. What activities and fund sources narrow are the steps from the
-- application, and from support on.
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
    coalesce(
      condition_of_unit.priority_area,
      condition_of_district.priority_area,
      'unknown'
    ) as priority_area,
    coalesce(place.eligible, place.size is null or place.size <> 'large') as eligible,
    place.eligible is null as eligible_unknown,
    coalesce(reached.steps, 0) as steps
  from mart_establishment as place
  cross join case_info
  left join reached
    on reached.establishment_no = place.establishment_no
  left join mart_unit_condition as condition_of_unit
    on condition_of_unit.code = place.unit_recorded
   and condition_of_unit.level = place.unit_level
  left join mart_unit_condition as condition_of_district
    on condition_of_district.code = place.district_2020
   and condition_of_district.level = 'district'
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
  priority_area,
  count(case when eligible then 1 end) as eligible,
  count(case when eligible and eligible_unknown then 1 end) as eligible_unknown,
  count(case when eligible and steps & 2 > 0 then 1 end) as told,
  count(case when eligible and steps & 4 > 0 then 1 end) as asked,
  count(case when eligible and steps & 8 > 0 then 1 end) as applied,
  count(case when eligible and steps & 16 > 0 then 1 end) as approved,
  count(case when eligible and steps & 32 > 0 then 1 end) as supported,
  count(case when eligible and steps & 64 > 0 then 1 end) as completed,
  count(case when eligible and steps < 2 then 1 end) as never_told,
  count(case when eligible and steps >= 2 and steps < 4 then 1 end) as told_only,
  count(case when eligible and steps >= 4 and steps < 8 then 1 end) as asked_only,
  count(case when eligible and steps >= 8 and steps < 16 then 1 end) as not_approved,
  count(case when eligible and steps >= 16 and steps < 64 then 1 end) as not_finished,
  count(case when not eligible and steps & 32 > 0 then 1 end) as supported_not_eligible
from placed
group by district, industry, size, priority_area
order by district, industry, size, priority_area
