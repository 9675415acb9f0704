-- What establishments answered in the years of support asked about; null where they did not.
with inside as (
  select distinct
    support.establishment_no,
    support.year
  from mart_support as support
  join mart_establishment as place
    on place.establishment_no = support.establishment_no
  where support.goes_ahead
    and (len($years::integer[]) = 0 or list_contains($years::integer[], support.year))
    and {support_filter}
    and {place_filter}
)
select
  record.would_invest_anyway as answer,
  count(*) as cases
from inside
left join mart_outcome as record
  on record.establishment_no = inside.establishment_no
 and record.year = inside.year
group by record.would_invest_anyway
