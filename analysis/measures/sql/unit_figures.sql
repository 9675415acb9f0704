-- Yearly totals of every district and commune, under the unit whose boundaries they have.
select
  figures.unit_id,
  figures.year,
  cast(figures.population as bigint) as population,
  cast(figures.nonfarm_establishments as bigint) as nonfarm_establishments,
  cast(figures.nonfarm_workers as bigint) as nonfarm_workers,
  cast(figures.enterprises as bigint) as enterprises,
  cast(figures.eligible_establishments as bigint) as eligible_establishments
from unit_year as figures
join administrative_unit as unit
  on unit.unit_id = figures.unit_id
where unit.level <> 'province'
order by figures.unit_id, figures.year
