-- Establishments that projects inside the scope serve, by what supports have from their projects as
-- the rows of money do. Every project has a row of money, in the currency of the data set.
select
  {group},
  grouping({group}) as grouping_no,
  case_info.currency,
  count(distinct support.establishment_no) as establishments
from (
  select
    'all' as everything,
    plan_year,
    coalesce(activity, 'unknown') as activity,
    district,
    establishment_no
  from scoped_support
) as support
cross join case_info
group by grouping sets ({sets})
