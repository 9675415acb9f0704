-- What is recorded of each product itself.
select
  product_id,
  product_group,
  industry,
  recognition_level,
  recognised_until,
  geographical_indication,
  ocop_stars,
  key_product,
  recognition,
  producer
from product
order by product_id
