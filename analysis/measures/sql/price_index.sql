-- The price level used for constant prices, whole whatever years are asked about, with the source
-- of each year's growth.
select
  series,
  currency,
  year,
  growth,
  index_value,
  source
from price_index
order by series, currency, year
