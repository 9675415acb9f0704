-- Eligible establishments of the scope in business on the data's own day, whatever its years, and
-- whether any step to support ever reached them. Follows scoped_establishment.
select
  place.*,
  establishment.name,
  establishment.legal_form,
  establishment.cluster_id,
  establishment.women_led,
  establishment.makes_food,
  establishment.food_safety_until >= case_info.as_of as food_safe,
  reached.establishment_no is not null as reached
from scoped_establishment as place
cross join case_info
join establishment
  on establishment.establishment_id = place.establishment_id
left join (
  select distinct establishment_no
  from mart_reach
) as reached
  on reached.establishment_no = place.establishment_no
where place.eligible
  and coalesce(establishment.founded_on <= case_info.as_of, true)
  and coalesce(establishment.closed_on > case_info.as_of, true)
