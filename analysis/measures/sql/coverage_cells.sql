-- Establishments inside the scope by place, industry and size, and how many of them took each step
-- in its years.
-- uses: coverage_reached, coverage_placed
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
from coverage_placed
group by district, industry, size
order by district, industry, size
