-- Establishments by how often they were supported inside the scope (1, 2, 3, 4 or more): how many,
-- their supports, and what they received, whose known part is added up.
-- uses: scoped_support, recipient_totals
with grouped as (
  select
    currency,
    cast(least(supports, 4) as integer) as times,
    count(*) as establishments,
    sum(supports) as supports,
    sum(received_known) as received,
    sum(grants_unknown) as grants_unknown
  from recipient_totals
  group by currency, cast(least(supports, 4) as integer)
),
whole as (
  select
    currency,
    sum(establishments) as establishments,
    sum(received) as received
  from grouped
  group by currency
)
select
  grouped.times,
  grouped.currency,
  grouped.establishments,
  grouped.establishments / whole.establishments as establishments_share,
  cast(whole.establishments as bigint) as all_establishments,
  cast(grouped.supports as bigint) as supports,
  cast(grouped.received as bigint) as received,
  grouped.received / nullif(whole.received, 0) as received_share,
  cast(whole.received as bigint) as all_received,
  cast(round(grouped.received / grouped.establishments) as bigint) as received_each,
  cast(grouped.grants_unknown as bigint) as grants_unknown,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = grouped.currency
      and $prices = 'constant'
  ) as price_year
from grouped
join whole
  on whole.currency = grouped.currency
order by grouped.currency, grouped.times
