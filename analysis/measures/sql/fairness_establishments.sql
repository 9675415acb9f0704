-- Eligible establishments inside the scope: place, terrain, whether supported, what they got (0
-- without support, null while any amount of theirs is unknown), and how many are alike in all that.
-- uses: placed_establishment, scoped_establishment, coverage_place, coverage_taken
-- uses: coverage_stepped, fairness_received
with each as (
  select
    placed.district,
    placed.terrain,
    placed.steps & 32 > 0 as supported,
    case when coalesce(got.grants_unknown, 0) = 0 then coalesce(got.received, 0) end as received
  from coverage_stepped as placed
  left join fairness_received as got
    on got.establishment_no = placed.establishment_no
  where placed.eligible
)
select
  district,
  terrain,
  supported,
  received,
  count(*) as alike
from each
group by district, terrain, supported, received
order by district, terrain, supported, received
