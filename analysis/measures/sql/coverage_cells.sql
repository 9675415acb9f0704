-- uses: scoped_place, scoped_reach
-- Establishments inside the scope by place, industry and size, and how many of them took each step
-- in its years. One counts that was in business in any of those years.
with reached as (
  select
    establishment_no,
    bit_or(1 << step_no) as steps
  from scoped_reach
  group by establishment_no
),
placed as (
  select
    place.district,
    place.industry,
    place.size,
    place.eligible,
    place.eligible_unknown,
    coalesce(reached.steps, 0) as steps
  from scoped_place as place
  left join reached
    on reached.establishment_no = place.establishment_no
  where true
    -- filter: years
    and coalesce(place.founded_year <= list_max($years::integer[]), true)
    and coalesce(place.closed_year >= list_min($years::integer[]), true)
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
