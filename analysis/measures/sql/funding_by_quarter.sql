-- Money by the quarter in which each stage was reached, for each value of {group}. Paid money is
-- placed by the day of payment, the other stages by the project's dates; what has no day is in the
-- quarter null, so that the quarters add up to the whole.
-- Money published without its projects has no day. A stage nobody knows an amount of stays unknown
-- in every quarter; a known one is zero in a quarter in which nothing of it happened.
-- uses: scoped_funding
with placed as (
  select
    {funding_group},
    funding.currency,
    funding.approved_month as month,
    funding.approved,
    cast(null as bigint) as advanced,
    cast(null as bigint) as accepted,
    cast(null as bigint) as disbursed,
    cast(null as bigint) as settled
  from scoped_funding as funding
  where funding.approved is not null
  union all
  select
    {funding_group},
    funding.currency,
    funding.accepted_month,
    null,
    null,
    funding.accepted,
    null,
    null
  from scoped_funding as funding
  where funding.accepted is not null
  union all
  select
    {funding_group},
    funding.currency,
    funding.settled_month,
    null,
    null,
    null,
    null,
    funding.settled
  from scoped_funding as funding
  where funding.settled is not null
  union all
  select
    {funding_group},
    funding.currency,
    cash.month,
    null,
    case when $prices = 'constant' then cash.advanced_constant else cash.advanced end,
    null,
    case when $prices = 'constant' then cash.disbursed_constant else cash.disbursed end,
    null
  from scoped_funding as funding
  join mart_cash as cash
    on cash.funding_no = funding.funding_no
  union all
  select
    {funding_group},
    funding.currency,
    null,
    null,
    funding.advanced,
    null,
    funding.disbursed,
    null
  from scoped_funding as funding
  where funding.project_no is null
),
by_month as (
  select
    {group},
    currency,
    month,
    sum(approved) as approved,
    sum(advanced) as advanced,
    sum(accepted) as accepted,
    sum(disbursed) as disbursed,
    sum(settled) as settled
  from placed
  group by {group}, currency, month
),
known as (
  select
    currency,
    case when count(approved) > 0 then 0 end as approved,
    case when count(advanced) > 0 then 0 end as advanced,
    case when count(accepted) > 0 then 0 end as accepted,
    case when count(disbursed) > 0 then 0 end as disbursed,
    case when count(settled) > 0 then 0 end as settled
  from by_month
  group by currency
),
by_quarter as (
  select
    {group},
    currency,
    cast(date_trunc('quarter', month) as date) as quarter,
    sum(approved) as approved,
    sum(advanced) as advanced,
    sum(accepted) as accepted,
    sum(disbursed) as disbursed,
    sum(settled) as settled
  from by_month
  group by {group}, currency, cast(date_trunc('quarter', month) as date)
)
select
  {group},
  by_quarter.quarter,
  currency,
  cast(coalesce(by_quarter.approved, known.approved) as bigint) as approved,
  cast(coalesce(by_quarter.advanced, known.advanced) as bigint) as advanced,
  cast(coalesce(by_quarter.accepted, known.accepted) as bigint) as accepted,
  cast(coalesce(by_quarter.disbursed, known.disbursed) as bigint) as disbursed,
  cast(coalesce(by_quarter.settled, known.settled) as bigint) as settled,
  case_info.as_of < by_quarter.quarter + interval 3 months - interval 1 day
    and case_info.as_of >= by_quarter.quarter as part_quarter,
  $prices as prices,
  case
    when $prices = 'constant'
      then (
        select max(base.year)
        from mart_price_factor as base
        where base.prices = 'constant'
          and base.currency = by_quarter.currency
      )
  end as price_year
from by_quarter
join known
  using (currency)
cross join case_info
where coalesce(
  by_quarter.approved,
  by_quarter.advanced,
  by_quarter.accepted,
  by_quarter.disbursed,
  by_quarter.settled
) is not null
order by {group}, by_quarter.quarter nulls last, currency
