-- Where each file stands in the law's order. Of each level: `known`, the highest place whose
-- criterion surely holds, and `best`, the highest one that holds or may; the place after the last
-- for none.
-- uses: asked_file, recorded_class, file, known_record, priority_in_force, priority_test
with last_place as (
  select
    coalesce(max(case when level = 'area' then place end), 0) + 1 as area,
    coalesce(max(case when level = 'industry' then place end), 0) + 1 as industry
  from priority_in_force
),
stood as (
  select
    file_no,
    min(case when level = 'area' and holds then place end) as area_known,
    min(case when level = 'area' and coalesce(holds, true) then place end) as area_best,
    min(case when level = 'industry' and holds then place end) as industry_known,
    min(case when level = 'industry' and coalesce(holds, true) then place end) as industry_best
  from priority_test
  group by file_no
)
select
  file.file_no,
  file.application_id,
  file.submitted_on,
  coalesce(stood.area_known, last_place.area) as area_known,
  coalesce(stood.area_best, last_place.area) as area_best,
  coalesce(stood.industry_known, last_place.industry) as industry_known,
  coalesce(stood.industry_best, last_place.industry) as industry_best
from file
cross join last_place
left join stood
  on stood.file_no = file.file_no
order by file.file_no
