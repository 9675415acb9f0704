-- The Lorenz curve at every twentieth of the establishments, from those that received least: what
-- share of the money they received. Between two establishments the curve is a straight line.
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
point as (
  select unnest(generate_series(0, 20)) as twentieth
)
select
  whole.currency,
  point.twentieth / 20.0 as recipients_share,
  sum(
    ranked.received
      * least(greatest(point.twentieth * whole.recipients / 20.0 - (ranked.rank_no - 1), 0), 1)
  ) / whole.total as received_share,
  whole.recipients
from ranked
join whole
  on whole.currency = ranked.currency
cross join point
where whole.total > 0
group by whole.currency, point.twentieth, whole.recipients, whole.total
order by whole.currency, point.twentieth
