-- What each establishment received inside the scope: its supports, and its grants together, unknown
-- when one of them is. rank_no orders those that are known from the smallest, by currency.
select
  establishment_no,
  currency,
  count(*) as supports,
  cast(case when count(*) = count(grant_amount) then sum(grant_amount) end as bigint) as received,
  cast(sum(grant_amount) as bigint) as received_known,
  count(*) - count(grant_amount) as grants_unknown,
  min(plan_year) as first_year,
  max(plan_year) as last_year
from scoped_support
group by establishment_no, currency
