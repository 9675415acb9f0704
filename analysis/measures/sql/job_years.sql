-- Years that anybody reported for.
select distinct year
from mart_outcome
order by year
