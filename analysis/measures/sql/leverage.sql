-- The establishments' own money over the grant for each value of {group}, one of the columns the
-- leverage measures name; one definition for all of them. Both bases are of the supports whose
-- grant and counterpart are both known; the others are counted.
-- uses: scoped_support
with named as (
  select
    'all' as everything,
    plan_year,
    coalesce(activity, 'unknown') as activity,
    district,
    coalesce(industry, 'unknown') as industry,
    coalesce(legal_form, 'unknown') as legal_form,
    coalesce(size, 'unknown') as size,
    currency,
    grant_amount,
    counterpart
  from scoped_support
)
select
  {group},
  currency,
  sum(case when grant_amount is not null then counterpart end)
    / nullif(sum(case when counterpart is not null then grant_amount end), 0) as leverage,
  count(case when grant_amount is not null and counterpart is not null then 1 end) as leverage_n,
  cast(
    sum(case when counterpart is not null then grant_amount end) as bigint
  ) as leverage_base,
  cast(
    sum(case when grant_amount is not null then counterpart end) as bigint
  ) as leverage_counterpart,
  count(*) as supports,
  count(*) - count(counterpart) as counterpart_unknown,
  count(*) - count(grant_amount) as grant_unknown,
  cast(sum(grant_amount) as bigint) as grant_amount,
  cast(sum(counterpart) as bigint) as counterpart,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = named.currency
      and $prices = 'constant'
  ) as price_year
from named
group by {group}, currency
order by {group}, currency
