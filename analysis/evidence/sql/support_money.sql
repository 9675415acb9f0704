-- What every supported establishment was granted and put in itself, over all support that went ahead
-- from the first as asked to the last year looked at, at constant prices where there is an index.
with member as (
{members}
),
indexed as (
  select distinct currency
  from mart_price_factor
  where prices = 'constant'
)
select
  member.unit,
  sum(support.grant_amount * case when indexed.currency is null then 1 else prices.factor end)
    as granted,
  sum(support.counterpart * case when indexed.currency is null then 1 else prices.factor end)
    as counterpart,
  count(*) as supports,
  count(support.grant_amount) as grants_known,
  count(support.counterpart) as counterparts_known
from member
join mart_support as support
  on support.establishment_no = member.unit
 and support.goes_ahead
 and support.year >= member.cohort
 and support.year <= $last
left join indexed
  on indexed.currency = support.currency
left join mart_price_factor as prices
  on prices.prices = 'constant'
 and prices.year = support.plan_year
 and prices.currency = support.currency
where member.cohort > 0
group by member.unit
order by member.unit
