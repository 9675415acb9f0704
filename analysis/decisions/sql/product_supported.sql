-- The product of every establishment that was ever supported and whose product is known.
select
  place.establishment_no,
  establishment.product_id
from mart_establishment as place
join establishment
  on establishment.establishment_id = place.establishment_id
where establishment.product_id is not null
  and place.establishment_no in (
    select establishment_no
    from mart_support
    where goes_ahead
  )
order by place.establishment_no
