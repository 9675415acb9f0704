-- Counts, sums and cross-products of outcomes over units that are alike for every comparison:
-- of one cohort, observed in the same periods (and of one cluster). An outcome is taken less its
-- period's centre and its unit's mean, which no difference within a unit notices; what is left is
-- small, so that sums of squares keep their digits.
with wide as (
  select
    any_value(cohort) as cohort,
    {cluster} as cluster,
    {outcomes}
  from ({relation}) as panel
  group by unit
),
patterned as (
  select
    *,
    {pattern} as pattern,
    {total} as total
  from wide
),
centred as (
  select
    *,
    total / nullif(bit_count(pattern), 0) as mean
  from patterned
),
within as (
  select
    cohort,
    cluster,
    pattern,
    {deviations}
  from centred
)
select
  cohort,
  pattern,
  cluster,
  count(*) as units,
  {sums},
  {products}
from within
group by cohort, pattern, cluster
order by cohort, pattern, cluster
