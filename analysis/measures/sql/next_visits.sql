-- Candidates for a first visit: nobody ever told them, and they never asked, applied or were
-- supported. Workers are those they reported last.
-- uses: placed_establishment, scoped_establishment, visit_candidate
with waiting as (
  select *
  from visit_candidate
  where not reached
),
last_report as (
  select
    record.establishment_id,
    max_by(record.workers, record.year) as workers,
    max(record.year) as workers_year
  from outcome_record as record
  join waiting
    on waiting.establishment_id = record.establishment_id
  where record.workers is not null
  group by record.establishment_id
)
select
  waiting.priority_area,
  waiting.district,
  coalesce(waiting.unit_recorded, 'unknown') as unit,
  unit.name as unit_vietnamese,
  waiting.establishment_id,
  waiting.name,
  waiting.industry,
  waiting.size,
  waiting.legal_form,
  last_report.workers,
  last_report.workers_year,
  mart_cluster.name as cluster,
  waiting.women_led,
  case
    when waiting.makes_food then not coalesce(waiting.food_safe, false)
    when not waiting.makes_food then false
  end as food_unproven
from waiting
left join mart_unit_name as unit
  on unit.code = waiting.unit_recorded
 and unit.level = waiting.unit_level
left join mart_cluster
  on mart_cluster.cluster_id = waiting.cluster_id
left join last_report
  on last_report.establishment_id = waiting.establishment_id
order by waiting.establishment_id
