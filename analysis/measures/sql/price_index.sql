-- The price level used for constant prices, with the source of each year's growth.
select
  series,
  currency,
  year,
  growth,
  index_value,
  source
from price_index
where len($years::integer[]) = 0 or list_contains($years::integer[], year)
order by series, currency, year
