-- Eligible establishments that stopped at a refusal, by place and reason. One refused for several
-- reasons counts at each; `refused` counts it once.
-- uses: placed_establishment, scoped_establishment, coverage_place, coverage_taken
-- uses: coverage_stepped
with stopped as (
  select
    district,
    establishment_no
  from coverage_stepped
  where eligible
    and steps >= 8
    and steps < 16
    and refused
    and not open
),
counted as (
  select
    district,
    count(*) as refused
  from stopped
  group by district
)
select
  stopped.district,
  coalesce(taken.reason, 'unknown') as reason,
  count(distinct stopped.establishment_no) as establishments,
  max(counted.refused) as refused
from stopped
join counted
  on counted.district = stopped.district
join coverage_taken as taken
  on taken.establishment_no = stopped.establishment_no
 and taken.result = 'refused'
group by stopped.district, coalesce(taken.reason, 'unknown')
order by stopped.district, establishments desc, coalesce(taken.reason, 'unknown')
