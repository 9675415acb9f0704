-- Project money from plan to payments inside the scope, with why each amount differs from the one
-- before it (bits, see mart_reconciliation) and what there is to note of the payments.
select
  funding.project_no,
  funding.plan_year,
  funding.fund_source,
  funding.currency,
  funding.planned,
  funding.approved,
  funding.accepted,
  funding.settled,
  funding.disbursed,
  coalesce(funding.disbursed, cast(round(noted.paid_known * prices.factor) as bigint)) as paid,
  noted.kinds,
  cast(round(noted.undated * prices.factor) as bigint) as undated,
  cast(round(noted.paid_before * prices.factor) as bigint) as paid_before,
  cast(round(noted.paid_in_january * prices.factor) as bigint) as paid_in_january,
  cast(round(noted.paid_later * prices.factor) as bigint) as paid_later,
  cast(round(noted.source_filled * prices.factor) as bigint) as source_filled
from scoped_funding as funding
join mart_reconciliation as noted
  on noted.funding_no = funding.funding_no
left join mart_price_factor as prices
  on prices.prices = $prices
 and prices.year = funding.plan_year
 and prices.currency = funding.currency
