-- Supports of the scope by the product their establishment mainly makes, and plan year; grants that
-- are not known are counted beside the sum of those that are.
-- uses: scoped_support
select
  establishment.product_id,
  scoped_support.plan_year as year,
  count(*) as supports,
  count(distinct scoped_support.establishment_id) as establishments,
  scoped_support.currency,
  cast(sum(scoped_support.grant_amount) as bigint) as grants,
  count(*) - count(scoped_support.grant_amount) as grants_unknown
from scoped_support
join establishment
  on establishment.establishment_id = scoped_support.establishment_id
where establishment.product_id is not null
group by establishment.product_id, scoped_support.plan_year, scoped_support.currency
order by establishment.product_id, scoped_support.plan_year, scoped_support.currency
