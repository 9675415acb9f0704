-- What an amount of a year is multiplied by to be in prices of the last indexed year, which is
-- the one whose factor is one.
select
  year,
  currency,
  factor
from mart_price_factor
where prices = 'constant'
order by currency, year
