-- Establishments of a year where every unit inside the scope has a figure.
select
  year,
  case
    when count(*) = count(eligible_establishments)
      then cast(sum(eligible_establishments) as bigint)
  end as eligible,
  case
    when count(*) = count(nonfarm_establishments)
      then cast(sum(nonfarm_establishments) as bigint)
  end as nonfarm,
  min(source) as source
from mart_establishment_count
where true
  -- filter: years
  and list_contains($years::integer[], year)
  -- end
  -- filter: districts
  and list_contains(
    $districts::varchar[],
    coalesce(list_extract($places::varchar[], unit_no), 'unknown')
  )
  -- end
group by year
order by year
