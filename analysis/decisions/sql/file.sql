-- Every file asked about with what is known of its establishment, place and product. The class of a
-- place is its own where recorded, else that of the district it lies in. Industry, size, ownership
-- and certificates carry no day on which they were entered: they are taken as recorded.
select
  asked_file.*,
  cast(row_number() over (order by asked_file.submitted_on, asked_file.application_id) as integer)
    as file_no,
  establishment.name,
  establishment.legal_form,
  establishment.industry,
  establishment.size,
  establishment.women_led,
  establishment.makes_food,
  establishment.food_safety_until,
  establishment.quality_declared,
  establishment.eligible,
  establishment.product_id,
  case when establishment.closed_on <= $known_on::date then establishment.closed_on end
    as closed_on,
  coalesce(finer.unit_no, place.unit_no) as unit_no,
  case when finer.unit_no is null then place.district else finer.district end as district_2020,
  unit.level as unit_level,
  district.kind as district_kind,
  coalesce(own_terrain.terrain, district.terrain) as terrain,
  coalesce(own_class.priority_area, district_class.priority_area) as priority_area,
  case
    when own_class.priority_area is not null then own_class.priority_year
    else district_class.priority_year
  end as priority_year,
  case when own_class.priority_area is not null then unit.code else district_class.code end
    as priority_of
from asked_file
join establishment
  on establishment.establishment_id = asked_file.establishment_id
left join administrative_unit as unit
  on unit.unit_id = asked_file.unit_id
left join mart_unit_district as place
  on place.unit_id = asked_file.unit_id
left join mart_record_place as finer
  on finer.record = 'application'
 and finer.record_id = asked_file.application_id
left join mart_unit_name as district
  on district.code = case when finer.unit_no is null then place.district else finer.district end
 and district.level = 'district'
left join mart_unit_name as own_terrain
  on own_terrain.code = unit.code
 and own_terrain.level = unit.level
left join recorded_class as own_class
  on own_class.code = unit.code
 and own_class.level = unit.level
left join recorded_class as district_class
  on district_class.code
     = case when finer.unit_no is null then place.district else finer.district end
 and district_class.level = 'district'
where true
  -- filter: years
  and list_contains($years::integer[], asked_file.plan_year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(
      list_extract($places::varchar[], coalesce(finer.unit_no, place.unit_no)), 'unknown'
    )
  )
  -- end
  -- filter: activities
  and list_contains($activities::varchar[], coalesce(asked_file.activity, 'unknown'))
  -- end
  -- filter: fund_sources
  and list_contains($fund_sources::varchar[], coalesce(asked_file.fund_source, 'unknown'))
  -- end
  -- filter: industries
  and list_contains($industries::varchar[], coalesce(establishment.industry, 'unknown'))
  -- end
  -- filter: sizes
  and list_contains($sizes::varchar[], coalesce(establishment.size, 'unknown'))
  -- end
