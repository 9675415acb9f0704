-- What an amount of each year is multiplied by: one at nominal prices, the price level of the last
-- indexed year over that of its own year at constant prices. No index: no factor, so unknown.
select
  years.year,
  years.currency,
  case
    when $prices = 'nominal' then 1.0
    else last_indexed.index_value / level.index_value
  end as factor
from (
  select distinct plan_year as year, currency
  from mart_funding
  union
  select distinct year, currency
  from mart_support
) as years
left join price_index as level
  on level.year = years.year
 and level.currency = years.currency
 and level.series = 'cpi'
left join (
  select
    currency,
    max_by(index_value, year) as index_value
  from price_index
  where series = 'cpi'
  group by currency
) as last_indexed
  on last_indexed.currency = years.currency
