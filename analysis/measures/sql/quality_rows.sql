-- Rows of the counted tables by district, whatever their year: what was handed in and taken over.
-- uses: scoped_funding, quality_supported, quality_establishments
with project_place as (
  select
    mart_project.project_id,
    min(scoped_funding.district) as district
  from scoped_funding
  join mart_project
    on mart_project.project_no = scoped_funding.project_no
  group by mart_project.project_id
),
counted as (
  select district from quality_establishments
  union all
  select place.district
  from outcome_record as outcome
  join quality_establishments as place
    on place.establishment_id = outcome.establishment_id
  union all
  select place.district
  from application
  join quality_establishments as place
    on place.establishment_id = application.establishment_id
  union all
  select district from project_place
  union all
  select place.district
  from project_fund as fund
  join project_place as place
    on place.project_id = fund.project_id
  union all
  select place.district
  from support
  join project_place as place
    on place.project_id = support.project_id
  union all
  select place.district
  from payment
  join project_place as place
    on place.project_id = payment.project_id
)
select
  district,
  count(*) as imported
from counted
group by district
order by district
