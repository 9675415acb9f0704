-- Establishments of the scope in business that make each product as their main one, with what the
-- last three years say of them last.
-- uses: placed_establishment, product_member
select
  member.product_id,
  member.establishment_id,
  member.district,
  max_by(record.workers, record.year) as workers,
  max_by(record.exports, record.year) as exports,
  max_by(record.local_material_share, record.year) as local_material_share
from product_member as member
cross join case_info
left join outcome_record as record
  on record.establishment_id = member.establishment_id
 and record.year >= year(case_info.as_of) - 3
where member.product_id is not null
  and (member.closed_year is null or member.closed_year > year(case_info.as_of))
group by member.product_id, member.establishment_id, member.district
