-- Every establishment once, with what describes it whatever is asked.
select
  establishment_no::bigint as unit,
  establishment_id,
  district_2020 as district,
  unit_no::double as unit_no,
  unit_recorded,
  unit_level,
  industry,
  size,
  legal_form,
  women_led,
  terrain,
  founded_year,
  closed_year
from mart_establishment
order by establishment_no
