-- Makers of each product in business by place, how many of them were ever supported, and the
-- workers they reported last in three years.
-- uses: placed_establishment, product_member, product_maker
with helped as (
  select distinct establishment_id
  from mart_support
  where goes_ahead
)
select
  product_maker.product_id,
  product_maker.district,
  count(*) as makers,
  count(helped.establishment_id) as supported,
  cast(sum(product_maker.workers) as bigint) as workers,
  count(product_maker.workers) as workers_known
from product_maker
left join helped
  on helped.establishment_id = product_maker.establishment_id
group by product_maker.product_id, product_maker.district
order by product_maker.product_id, makers desc, product_maker.district
