-- What statistics say of each district and year, at the boundaries of that year.
select
  statistic.year,
  unit.code as district,
  statistic.unit_id,
  statistic.population,
  statistic.population_rural,
  statistic.nonfarm_establishments,
  statistic.nonfarm_workers,
  statistic.enterprises,
  statistic.eligible_establishments,
  statistic.status,
  statistic.source
from unit_year as statistic
join administrative_unit as unit
  on unit.unit_id = statistic.unit_id
where unit.level = 'district'
  -- filter: years
  and list_contains($years::integer[], statistic.year)
  -- end
  -- filter: districts
  and list_contains($districts::varchar[], unit.code)
  -- end
order by statistic.year, unit.code
