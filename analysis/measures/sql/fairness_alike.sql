-- Establishments inside the scope that are alike in place, terrain, who leads them, whether they are
-- eligible, were told and were supported, and in what they got: of how many supports, how many of
-- them of an unknown amount, and the sum of the known ones. `alike` is their number. In no order.
-- uses: placed_establishment, scoped_establishment, coverage_place, coverage_taken
-- uses: coverage_stepped, fairness_received
with each as (
  select
    placed.district,
    placed.terrain,
    placed.women_led,
    placed.eligible,
    placed.steps & 2 > 0 as told,
    placed.steps & 32 > 0 as supported,
    coalesce(got.supports, 0) as supports,
    coalesce(got.grants_unknown, 0) as grants_unknown,
    coalesce(got.received, 0) as received
  from coverage_stepped as placed
  left join fairness_received as got
    on got.establishment_no = placed.establishment_no
)
select
  district,
  terrain,
  women_led,
  eligible,
  told,
  supported,
  supports,
  grants_unknown,
  received,
  count(*) as alike
from each
group by
  district, terrain, women_led, eligible, told, supported, supports, grants_unknown, received
