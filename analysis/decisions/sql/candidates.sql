-- One row per file: what it asks, what it may get by the ceiling of the day, and what it promises.
-- uses: asked_file, recorded_class, file, known_record, earlier_support, priority_in_force, priority_test, priority_standing, file_ceiling, place_cover
select
  file.application_id,
  file.plan_year,
  file.submitted_on,
  file.establishment_id,
  file.name,
  coalesce(list_extract($places::varchar[], file.unit_no), 'unknown') as district,
  file.terrain,
  file.activity,
  file.activity_kind,
  file.fund_source,
  file.content,
  file.industry,
  file.size,
  file.legal_form,
  file.women_led,
  file.product_id,
  product.name as product,
  file.officer,
  file.currency,
  file.requested,
  file.counterpart,
  ceiling.ceiling_state,
  ceiling.ceiling_id,
  ceiling.multiplier,
  case when ceiling.ceiling_state = 'known' then ceiling.at_most end as ceiling,
  case when file.requested is not null then least(file.requested, ceiling.at_most) end
    as grant_amount,
  standing.priority,
  record.workers,
  record.workers_year,
  file.workers_planned,
  file.workers_planned - record.workers as jobs_promised,
  cover.eligible as district_eligible,
  cover.supported as district_supported,
  cast(cover.all_supported as double) / cover.all_eligible
    - cast(cover.supported as double) / cover.eligible as coverage_gap,
  coalesce(before.supports, 0) as earlier_supports
from file
join file_ceiling as ceiling
  on ceiling.file_no = file.file_no
join priority_standing as standing
  on standing.file_no = file.file_no
left join product
  on product.product_id = file.product_id
left join known_record as record
  on record.establishment_id = file.establishment_id
left join place_cover as cover
  on cover.district = list_extract($places::varchar[], file.unit_no)
left join (
  select
    file_no,
    count(distinct support_id) as supports
  from earlier_support
  where coalesce(status, 'running') <> 'stopped'
  group by file_no
) as before
  on before.file_no = file.file_no
order by file.file_no
