-- Eligible establishments inside the scope, one row each: place, terrain, whether supported, and
-- what they got: 0 without support, null while any amount of theirs is unknown.
-- uses: scoped_establishment, coverage_place, coverage_taken, coverage_stepped, fairness_received
select
  placed.district,
  placed.terrain,
  placed.steps & 32 > 0 as supported,
  case when coalesce(got.grants_unknown, 0) = 0 then coalesce(got.received, 0) end as received
from coverage_stepped as placed
left join fairness_received as got
  on got.establishment_no = placed.establishment_no
where placed.eligible
order by placed.district, placed.terrain, supported, received, placed.establishment_no
