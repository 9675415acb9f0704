-- Eligible establishments inside the scope by place, terrain and who leads them: how many were told
-- and supported, and what is known of what they got. Where `grants_unknown` is `supports`, nothing
-- is known. Money of establishments that are not eligible stands beside.
-- uses: placed_establishment, scoped_establishment, coverage_place, coverage_taken
-- uses: coverage_stepped, fairness_received
select
  placed.district,
  placed.terrain,
  placed.women_led,
  count(case when placed.eligible then 1 end) as eligible,
  count(case when placed.eligible and placed.steps & 2 > 0 then 1 end) as told,
  count(case when placed.eligible and placed.steps & 32 > 0 then 1 end) as supported,
  coalesce(
    cast(sum(case when placed.eligible then got.supports end) as bigint), 0
  ) as supports,
  coalesce(
    cast(sum(case when placed.eligible then got.grants_unknown end) as bigint), 0
  ) as grants_unknown,
  coalesce(cast(sum(case when placed.eligible then got.received end) as bigint), 0) as received,
  coalesce(
    cast(sum(case when not placed.eligible then got.received end) as bigint), 0
  ) as received_not_eligible
from coverage_stepped as placed
left join fairness_received as got
  on got.establishment_no = placed.establishment_no
group by placed.district, placed.terrain, placed.women_led
order by placed.district, placed.terrain, placed.women_led
