-- Every product with its recognition on the data's own day, and how many establishments inside the
-- scope make it. A level counts until the last day of its certificate; where that day is not
-- known, neither is the level. In business is who has not closed by the data's year.
-- uses: placed_establishment, product_member
with making as (
  select
    member.product_id,
    count(*) as establishments,
    count(case when member.district <> 'unknown' then 1 end) as placed,
    count(distinct case when member.district <> 'unknown' then member.district end) as districts
  from product_member as member
  cross join case_info
  where member.closed_year is null
     or member.closed_year > year(case_info.as_of)
  group by member.product_id
)
select
  product.product_id,
  product.name,
  product.name_en,
  product.industry,
  case
    when product.recognition_level = 'none' then 0
    when product.recognised_until < case_info.as_of then 0
    when product.recognised_until is null then null
    when product.recognition_level = 'province' then 1
    when product.recognition_level = 'region' then 2
    when product.recognition_level = 'nation' then 3
  end as recognition,
  cast(product.geographical_indication as integer) as geographical_indication,
  product.ocop_stars,
  coalesce(making.establishments, 0) as establishments,
  coalesce(making.placed, 0) as placed,
  coalesce(making.districts, 0) as districts
from product
cross join case_info
left join making
  on making.product_id = product.product_id
order by product.product_id
