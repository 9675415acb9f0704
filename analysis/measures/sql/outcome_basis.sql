-- What the whole data set knows: value added at all, and prices to make amounts comparable.
select
  count(value_added) > 0 as has_value_added,
  count(price_factor) > 0 as has_index
from mart_outcome
