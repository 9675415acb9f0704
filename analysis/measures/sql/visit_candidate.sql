-- Eligible establishments of the scope in business on the data's own day, whatever its years, and
-- whether any step to support ever reached them. The rules that decide where no record does are
-- those of that day too. Follows scoped_establishment.
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
left join mart_eligibility as ruled
  on ruled.establishment_no = place.establishment_no
 and ruled.starts_on <= case_info.as_of
 and ruled.ends_before > case_info.as_of
where coalesce(place.eligible_recorded, ruled.eligible, place.size <> 'large')
  and coalesce(establishment.founded_on <= case_info.as_of, true)
  and coalesce(establishment.closed_on > case_info.as_of, true)
