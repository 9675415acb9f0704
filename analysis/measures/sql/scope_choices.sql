-- Every value a filter can take in this snapshot, so that no filter offers what is not there.
select distinct 'years' as filter, cast(plan_year as varchar) as choice
from mart_funding
union
-- Statistics of a case without projects have years too.
select distinct 'years', cast(year as varchar)
from unit_year
where not exists (select 1 from mart_project)
union
select distinct 'districts', coalesce(
  list_extract($places::varchar[], unit_no), 'unknown'
)
from mart_project
where exists (select 1 from mart_project where unit_id is not null)
union
-- A place without any project can be asked about too: it may be one that is left out.
select distinct 'districts', list_extract($places::varchar[], unit_no)
from mart_establishment
where list_extract($places::varchar[], unit_no) is not null
  and exists (select 1 from mart_project where unit_id is not null)
union
select distinct 'activities', coalesce(activity, 'unknown')
from mart_funding
where exists (select 1 from mart_funding where activity is not null)
union
select distinct 'fund_sources', coalesce(fund_source, 'unknown')
from mart_funding
union
select distinct 'industries', coalesce(industry, 'unknown')
from mart_support
where exists (select 1 from mart_support where industry is not null)
union
select distinct 'sizes', coalesce(size, 'unknown')
from mart_support
where exists (select 1 from mart_support where size is not null)
order by filter, choice
