-- The programme year by year: supports, first-time establishments, counterpart and leverage.
-- Leverage is the establishments' own money over the grant, where both are known.
-- uses: scoped_support
select
  plan_year,
  currency,
  count(*) as supports,
  count(distinct establishment_no) as establishments,
  count(distinct case when first_year = year then establishment_no end) as first_time,
  cast(round(sum(grant_amount)) as bigint) as grant_amount,
  cast(round(sum(counterpart)) as bigint) as counterpart,
  sum(case when grant_amount is not null then counterpart end)
    / nullif(sum(case when counterpart is not null then grant_amount end), 0) as leverage,
  count(case when grant_amount is not null and counterpart is not null then 1 end) as leverage_n,
  cast(
    round(sum(case when counterpart is not null then grant_amount end)) as bigint
  ) as leverage_base,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = support.currency
      and $prices = 'constant'
  ) as price_year
from scoped_support as support
group by plan_year, currency
order by plan_year, currency
