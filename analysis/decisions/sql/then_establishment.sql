-- Establishments founded by the day seen, with the first report of workers that had come in by it; a
-- later closing is not known yet.
select
  place.establishment_no,
  place.establishment_id,
  place.industry,
  place.size,
  place.legal_form,
  place.women_led,
  place.makes_food,
  place.eligible,
  place.unit_no,
  place.district_2020,
  place.terrain,
  place.unit_recorded,
  place.unit_level,
  place.priority_area,
  place.founded_year,
  case when establishment.closed_on <= $seen_on::date then place.closed_year end as closed_year,
  first_report.year as first_workers_year,
  first_report.workers as first_workers
from main.mart_establishment as place
join main.establishment as establishment
  on establishment.establishment_id = place.establishment_id
left join (
  select
    establishment_id,
    min(year) as year,
    min_by(workers, year) as workers
  from main.outcome_record
  where workers > 0
    and coalesce(reported_on, make_date(year + 1, 12, 31)) <= $seen_on::date
  group by establishment_id
) as first_report
  on first_report.establishment_id = place.establishment_id
where coalesce(establishment.founded_on, date '1900-01-01') <= $seen_on::date
