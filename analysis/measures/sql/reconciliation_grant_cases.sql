-- The projects whose grants differ from their approved money, the thirty largest of each reason
-- asked for (numbers of mart_granted). There are none inside a choice of sources.
-- uses: scoped_funding
with compared as (
  select
    funding.project_no,
    funding.currency,
    granted.kind,
    case when $prices = 'constant' then granted.approved_constant else granted.approved end
      as amount_before,
    case when $prices = 'constant' then granted.granted_constant else granted.granted end
      as amount_after
  from scoped_funding as funding
  join mart_granted as granted
    on granted.project_no = funding.project_no
   and granted.currency = funding.currency
  where funding.first_of_project
    and list_contains($bits::bigint[], granted.kind)
    -- filter: fund_sources
    and false
    -- end
),
ranked as (
  select
    *,
    coalesce(amount_after, 0) - coalesce(amount_before, 0) as difference,
    row_number() over (
      partition by kind
      order by abs(coalesce(amount_after, 0) - coalesce(amount_before, 0)) desc, project_no
    ) as place
  from compared
)
select
  ranked.kind as bit,
  mart_project.project_id,
  mart_project.plan_year as year,
  mart_project.status,
  ranked.currency,
  ranked.amount_before,
  ranked.amount_after,
  ranked.difference
from ranked
join mart_project
  on mart_project.project_no = ranked.project_no
where ranked.place <= 30
order by bit, ranked.place
