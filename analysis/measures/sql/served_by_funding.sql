-- Establishments that projects inside the scope serve, by what only the rows of money have.
select
  {funding_group},
  grouping({funding_group}) as grouping_no,
  funding.currency,
  count(distinct support.establishment_no) as establishments
from scoped_funding as funding
join scoped_support as support
  on support.project_no = funding.project_no
where {once}
group by grouping sets ({funding_sets})
