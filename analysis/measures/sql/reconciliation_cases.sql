-- The projects with one reason (a bit of mart_reconciliation), the thirty largest. {group} stands
-- for the two amounts compared and their difference, named in code.
-- uses: scoped_funding, reconciled_funding
with found as (
  select
    project_no,
    fund_source,
    currency,
    {group}
  from reconciled_funding
  where kinds & cast($bit[1] as bigint) <> 0
)
select
  mart_project.project_id,
  mart_project.plan_year as year,
  mart_project.status,
  found.fund_source,
  found.currency,
  cast(found.amount_before as bigint) as amount_before,
  cast(found.amount_after as bigint) as amount_after,
  cast(found.difference as bigint) as difference
from found
join mart_project
  on mart_project.project_no = found.project_no
order by abs(found.difference) desc nulls last, mart_project.project_no, found.fund_source
limit 30
