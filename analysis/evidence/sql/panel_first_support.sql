-- Every establishment once, with what describes the support in the first year of it.
with member as materialized (
{members}
),
indexed as (
  select distinct currency
  from mart_price_factor
  where prices = 'constant'
),
grant_money as (
  select
    support.establishment_no,
    count(*) as supports,
    case when min(support.activity) < max(support.activity) then 'several'
      else min(support.activity) end as activity,
    case when min(support.activity_kind) < max(support.activity_kind) then 'several'
      else min(support.activity_kind) end as activity_kind,
    case
      when count(*) = count(
        support.grant_amount * case when indexed.currency is null then 1 else prices.factor end
      )
        then sum(
          support.grant_amount * case when indexed.currency is null then 1 else prices.factor end
        )
    end as grant_amount
  from mart_support as support
  join member
    on member.establishment_no = support.establishment_no
   and member.cohort = support.year
  left join indexed
    on indexed.currency = support.currency
  left join mart_price_factor as prices
    on prices.prices = 'constant'
   and prices.year = support.plan_year
   and prices.currency = support.currency
  where support.goes_ahead
  group by support.establishment_no
),
earlier as (
  select
    record.establishment_no,
    max_by(record.workers, record.year) as workers_before
  from mart_outcome as record
  join member
    on member.establishment_no = record.establishment_no
  where record.workers > 0
    and record.year < member.inside_year - $anticipation
  group by record.establishment_no
)
select
  earlier.workers_before,
  grant_money.supports,
  grant_money.activity,
  grant_money.activity_kind,
  grant_money.grant_amount
from member
left join earlier
  on earlier.establishment_no = member.establishment_no
left join grant_money
  on grant_money.establishment_no = member.establishment_no
order by member.unit
