-- Establishments inside the scope by place, industry, size and the priority area of the place (its
-- commune's where known, else its district's), how many of them took each step in its years, and how
-- many stopped where: `never_told` and the like add up, with `completed`, to `eligible`. Who applied
-- without being approved is pending while any application is open, else refused where any was, else
-- withdrawn. One counts that was in business in any of those years. `eligible` is as recorded, else
-- as the rules say; where they do not decide, all but large ones are, counted beside. What activities
-- and fund sources narrow are the steps from the application, and from support on. In no order.
-- uses: placed_establishment, scoped_establishment, coverage_place, coverage_taken
-- uses: coverage_stepped
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
  count(case when eligible and steps >= 8 and steps < 16 and not open and not refused then 1 end)
    as withdrawn,
  count(case when eligible and steps >= 8 and steps < 16 and open then 1 end) as pending,
  count(case when eligible and steps >= 8 and steps < 16 and not open and refused then 1 end)
    as refused,
  count(case when eligible and steps >= 16 and steps < 32 then 1 end) as approved_only,
  count(case when eligible and steps >= 32 and steps < 64 then 1 end) as supported_only,
  count(case when not eligible and steps & 32 > 0 then 1 end) as supported_not_eligible
from coverage_stepped
group by district, industry, size, priority_area
