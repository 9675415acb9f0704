-- How evenly grants are spread over the establishments that received any: Gini coefficient and what
-- the largest received, over establishments all of whose grants are known.
-- uses: scoped_support, recipient_totals
with ranked as (
  select
    currency,
    cast(received as double) as received,
    row_number() over (partition by currency order by received, establishment_no) as rank_no
  from recipient_totals
  where received is not null
),
whole as (
  select
    currency,
    count(*) as recipients,
    sum(received) as total
  from ranked
  group by currency
),
spread as (
  select
    ranked.currency,
    2 * sum(ranked.rank_no * ranked.received) as weighted,
    sum(
      case when ranked.rank_no > whole.recipients - ceil(whole.recipients / 100.0)
        then ranked.received
      end
    ) as top_1,
    sum(
      case when ranked.rank_no > whole.recipients - ceil(whole.recipients / 10.0)
        then ranked.received
      end
    ) as top_10,
    max(ranked.received) as largest
  from ranked
  join whole
    on whole.currency = ranked.currency
  group by ranked.currency
),
counted as (
  select
    currency,
    count(*) - count(received) as recipients_unknown,
    sum(supports) as supports,
    sum(grants_unknown) as grants_unknown
  from recipient_totals
  group by currency
)
select
  counted.currency,
  coalesce(whole.recipients, 0) as recipients,
  counted.recipients_unknown,
  counted.supports,
  counted.grants_unknown,
  cast(whole.total as bigint) as received,
  spread.weighted / (whole.recipients * nullif(whole.total, 0))
    - (whole.recipients + 1.0) / whole.recipients as gini,
  cast(ceil(whole.recipients / 100.0) as integer) as top_1_recipients,
  cast(spread.top_1 as bigint) as top_1_received,
  spread.top_1 / nullif(whole.total, 0) as top_1_share,
  cast(ceil(whole.recipients / 10.0) as integer) as top_10_recipients,
  cast(spread.top_10 as bigint) as top_10_received,
  spread.top_10 / nullif(whole.total, 0) as top_10_share,
  cast(spread.largest as bigint) as largest_received,
  spread.largest / nullif(whole.total, 0) as largest_share,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = counted.currency
      and $prices = 'constant'
  ) as price_year
from counted
left join whole
  on whole.currency = counted.currency
left join spread
  on spread.currency = counted.currency
order by counted.currency
