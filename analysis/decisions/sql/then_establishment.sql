-- Establishments founded by the day seen; a later closing, or a first report that came in later, is
-- not known yet.
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
  place.founded_year,
  case when establishment.closed_on <= $seen_on::date then place.closed_year end as closed_year,
  case when first.year is not null then place.first_workers_year end as first_workers_year,
  case when first.year is not null then place.first_workers end as first_workers
from main.mart_establishment as place
join main.establishment as establishment
  on establishment.establishment_id = place.establishment_id
left join main.outcome_record as first
  on first.establishment_id = place.establishment_id
 and first.year = place.first_workers_year
 and coalesce(first.reported_on, make_date(first.year + 1, 12, 31)) <= $seen_on::date
where coalesce(establishment.founded_on, date '1900-01-01') <= $seen_on::date
