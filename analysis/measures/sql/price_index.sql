-- The price level used for constant prices, with the source of each year's growth.
select
  series,
  currency,
  year,
  growth,
  index_value,
  source
from price_index
where true
  -- filter: years
  and list_contains($years::integer[], year)
  -- end
order by series, currency, year
