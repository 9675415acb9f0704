-- The years in which anybody took any step to support, from the first in which anybody was supported.
select distinct reach.year
from mart_reach as reach
where reach.year >= (select min(year) from mart_reach where step_no = 5)
order by reach.year
