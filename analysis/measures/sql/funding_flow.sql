-- The chain of stages over the whole scope: for each stage its amount, how many projects it is
-- known of, of how many it should be known and is not, and how many have not come so far.
-- A project is known for a stage when every one of its amounts there is. Beside the amount stands
-- the plan of the same rows, so that a stage is compared with the plan of its own projects.
-- Three bits of a number say of each stage what a row of a project is: known (1), unknown though it
-- should be known (2), not there yet (4). To group one number by project is quicker than eighteen.
-- uses: scoped_funding
with money as (
  select
    currency,
    sum(planned) as planned,
    sum(case when planned is not null and not part_year then planned end) as planned_matched,
    sum(case when planned is not null and not part_year then planned end) as planned_plan,
    sum(approved) as approved,
    sum(case when planned is not null and not part_year then approved end) as approved_matched,
    sum(case when approved is not null and not part_year then planned end) as approved_plan,
    sum(advanced) as advanced,
    sum(case when planned is not null and not part_year then advanced end) as advanced_matched,
    sum(case when advanced is not null and not part_year then planned end) as advanced_plan,
    sum(accepted) as accepted,
    sum(case when planned is not null and not part_year then accepted end) as accepted_matched,
    sum(case when accepted is not null and not part_year then planned end) as accepted_plan,
    sum(disbursed) as disbursed,
    sum(case when planned is not null and not part_year then disbursed end) as disbursed_matched,
    sum(case when disbursed is not null and not part_year then planned end) as disbursed_plan,
    sum(settled) as settled,
    sum(case when planned is not null and not part_year then settled end) as settled_matched,
    sum(case when settled is not null and not part_year then planned end) as settled_plan
  from scoped_funding
  group by currency
),
told as (
  select
    currency,
    project_no,
    bit_or(
      case
        when planned is not null then 1
        when has_fund then 2
        else 0
      end
      + case
        when approved is not null then 8
        when has_fund and status <> 'planned' then 16
        when has_fund then 32
        else 0
      end
      + case when advanced is not null then 64 else 128 end
      + case
        when accepted is not null then 512
        when has_fund and status in ('accepted', 'settled', 'unknown') then 1024
        when has_fund then 2048
        else 0
      end
      + case when disbursed is not null then 4096 else 8192 end
      + case
        when settled is not null then 32768
        when has_fund and status in ('settled', 'unknown') then 65536
        when has_fund then 131072
        else 0
      end
    ) as bits
  from scoped_funding
  where project_no is not null
  group by currency, project_no
),
alike as (
  select
    currency,
    bits,
    count(*) as projects
  from told
  group by currency, bits
),
stage as (
  select stage, bit
  from (
    values
      ('planned', 1),
      ('approved', 8),
      ('advanced', 64),
      ('accepted', 512),
      ('disbursed', 4096),
      ('settled', 32768)
  ) as listed (stage, bit)
),
counted as (
  select
    alike.currency,
    stage.stage,
    sum(case when (bits & 7 * bit) = bit then projects else 0 end) as projects_known,
    sum(case when (bits & 2 * bit) > 0 then projects else 0 end) as projects_unknown,
    sum(
      case when (bits & 2 * bit) = 0 and (bits & 4 * bit) > 0 then projects else 0 end
    ) as projects_waiting
  from alike
  cross join stage
  group by alike.currency, stage.stage
),
staged as (
  select
    1 as place,
    'planned' as stage,
    currency,
    planned as amount,
    planned_matched as matched,
    planned_plan as plan_base
  from money
  union all
  select
    2,
    'approved',
    currency,
    approved,
    approved_matched,
    approved_plan
  from money
  union all
  select
    3,
    'advanced',
    currency,
    advanced,
    advanced_matched,
    advanced_plan
  from money
  union all
  select
    4,
    'accepted',
    currency,
    accepted,
    accepted_matched,
    accepted_plan
  from money
  union all
  select
    5,
    'disbursed',
    currency,
    disbursed,
    disbursed_matched,
    disbursed_plan
  from money
  union all
  select
    6,
    'settled',
    currency,
    settled,
    settled_matched,
    settled_plan
  from money
)
select
  staged.stage,
  currency,
  cast(amount as bigint) as amount,
  cast(coalesce(projects_known, 0) as bigint) as projects_known,
  cast(coalesce(projects_unknown, 0) as bigint) as projects_unknown,
  cast(coalesce(projects_waiting, 0) as bigint) as projects_waiting,
  cast(matched as double) / nullif(plan_base, 0) as share_of_plan,
  cast(plan_base as bigint) as plan_base,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = staged.currency
      and $prices = 'constant'
  ) as price_year
from staged
left join counted
  using (currency, stage)
order by currency, place
