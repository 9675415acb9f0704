-- The fifty establishments that received most inside the scope, in each currency.
-- uses: scoped_support, recipient_totals
with ranked as (
  select
    *,
    row_number() over (
      partition by currency
      order by received_known desc nulls last, supports desc, establishment_no
    ) as rank_no,
    sum(received_known) over (partition by currency) as all_received
  from recipient_totals
),
largest as (
  select *
  from ranked
  where rank_no <= 50
),
dated as (
  select
    establishment_no,
    currency,
    string_agg(cast(plan_year as varchar), ', ' order by plan_year) as years
  from (
    select distinct establishment_no, currency, plan_year
    from scoped_support
    where establishment_no in (select establishment_no from largest)
  ) as year_of_support
  group by establishment_no, currency
)
select
  largest.rank_no,
  recipient.establishment_id,
  recipient.name,
  largest.currency,
  largest.supports,
  dated.years,
  largest.received_known as received,
  cast(largest.all_received as bigint) as all_received,
  largest.received_known / nullif(largest.all_received, 0) as received_share,
  largest.grants_unknown,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = largest.currency
      and $prices = 'constant'
  ) as price_year
from largest
join dated
  on dated.establishment_no = largest.establishment_no
 and dated.currency = largest.currency
join mart_recipient as recipient
  on recipient.establishment_no = largest.establishment_no
order by largest.currency, largest.rank_no
