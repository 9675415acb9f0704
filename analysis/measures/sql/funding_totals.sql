-- Money, projects and establishments for each value of {group}, of the columns the funding measures
-- name; one definition for all of them, so that their totals cannot drift apart. {sets} are several
-- ways to group, told apart by grouping_no: planning takes longer than adding up. An amount
-- that is not known is left out of its sum and its project is counted as unknown. The disbursement
-- rate is taken over money of whole years whose plan and disbursement are both known. A project
-- counts once in a group, at its first row there: every row where the groups are fund sources, the
-- first of its sources in the scope elsewhere. One that is only planned is not yet approved, which
-- is not an unknown amount.
-- uses: scoped_funding, scoped_support, {served}
with money as (
  select
    {group},
    grouping({group}) as grouping_no,
    currency,
    cast(sum(planned) as bigint) as planned,
    cast(sum(approved) as bigint) as approved,
    cast(sum(advanced) as bigint) as advanced,
    cast(sum(accepted) as bigint) as accepted,
    cast(sum(disbursed) as bigint) as disbursed,
    cast(sum(settled) as bigint) as settled,
    cast(
      sum(case when disbursed is not null and not part_year then planned end) as bigint
    ) as disbursement_base,
    sum(case when planned is not null and not part_year then disbursed end)
      / nullif(sum(case when disbursed is not null and not part_year then planned end), 0)
      as disbursement_rate,
    nullif(count(case when {once} then project_no end), 0) as projects,
    count(case when {once} and status = 'planned' then project_no end) as not_approved,
    count(
      case when {once} and status in ('planned', 'running', 'accepted') then project_no end
    ) as unsettled,
    count(distinct case when has_fund and planned is null then project_no end) as planned_unknown,
    count(
      distinct case
        when has_fund and approved is null and status <> 'planned' then project_no
      end
    ) as approved_unknown,
    count(distinct case when disbursed is null then project_no end) as disbursed_unknown,
    max(case when part_year then 1 else 0 end) = 1 as part_year
  from scoped_funding
  group by grouping sets ({sets})
),
price_base as (
  select
    currency,
    max(year) as year
  from mart_price_factor
  where prices = 'constant'
  group by currency
)
select
  {money_group},
  money.grouping_no,
  money.currency,
  planned,
  approved,
  advanced,
  accepted,
  disbursed,
  settled,
  disbursement_rate,
  disbursement_base,
  projects,
  case when projects is not null then coalesce(establishments, 0) end as establishments,
  not_approved,
  unsettled,
  planned_unknown,
  approved_unknown,
  disbursed_unknown,
  part_year,
  $prices as prices,
  case when $prices = 'constant' then base.year end as price_year
from money
left join {served} as served
  on served.grouping_no = money.grouping_no
 and served.currency = money.currency
 and {same_group}
left join price_base as base
  on base.currency = money.currency
order by {money_group}, money.currency
