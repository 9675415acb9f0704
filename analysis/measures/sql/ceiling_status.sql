-- Cases and money by what they are against their ceiling, with the whole of each sort of case.
-- uses: scoped_ceiling
with by_group as (
  select
    group_no,
    status,
    count(*) as cases,
    sum(grant_amount) as grant_amount,
    count(grant_amount) as amounts
  from scoped_ceiling
  group by group_no, status
),
counted as (
  select
    groups.applies_to,
    by_group.status,
    sum(by_group.cases) as cases,
    sum(by_group.grant_amount) as grant_amount,
    sum(by_group.cases) - sum(by_group.amounts) as amount_unknown
  from by_group
  join mart_ceiling_group as groups
    on groups.group_no = by_group.group_no
  group by groups.applies_to, by_group.status
),
whole as (
  select
    applies_to,
    sum(cases) as cases,
    sum(grant_amount) as grant_amount
  from counted
  group by applies_to
)
select
  counted.applies_to,
  counted.status,
  case_info.currency,
  cast(counted.cases as bigint) as cases,
  cast(whole.cases as bigint) as all_cases,
  cast(counted.cases as double) / whole.cases as cases_share,
  cast(counted.grant_amount as bigint) as grant_amount,
  cast(whole.grant_amount as bigint) as all_grants,
  cast(counted.grant_amount as double) / nullif(whole.grant_amount, 0) as grants_share,
  cast(counted.amount_unknown as bigint) as amount_unknown
from counted
cross join case_info
join whole
  on whole.applies_to = counted.applies_to
order by counted.applies_to, counted.status
