-- The projects whose grants differ from their approved money for one reason (a number of
-- mart_granted), the thirty largest. There are none inside a choice of sources.
-- uses: scoped_funding
with per_project as (
  select
    project_no,
    currency,
    sum(approved) as approved
  from scoped_funding
  where project_no is not null
    -- filter: fund_sources
    and false
    -- end
  group by project_no, currency
),
found as (
  select
    per_project.project_no,
    per_project.currency,
    per_project.approved as amount_before,
    case when $prices = 'constant' then granted.granted_constant else granted.granted end
      as amount_after
  from per_project
  join mart_granted as granted
    on granted.project_no = per_project.project_no
   and granted.currency = per_project.currency
  where granted.kind = cast($bit[1] as integer)
)
select
  mart_project.project_id,
  mart_project.plan_year as year,
  mart_project.status,
  found.currency,
  cast(found.amount_before as bigint) as amount_before,
  cast(found.amount_after as bigint) as amount_after,
  cast(coalesce(found.amount_after, 0) - coalesce(found.amount_before, 0) as bigint) as difference
from found
join mart_project
  on mart_project.project_no = found.project_no
order by
  abs(coalesce(found.amount_after, 0) - coalesce(found.amount_before, 0)) desc,
  mart_project.project_no
limit 30
