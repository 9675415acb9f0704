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
  coalesce(
    funding.disbursed,
    case
      when $prices = 'nominal' then noted.paid_known
      else cast(round(noted.paid_known * prices.factor) as bigint)
    end
  ) as paid,
  noted.kinds,
  case
    when $prices = 'nominal' then noted.undated
    else cast(round(noted.undated * prices.factor) as bigint)
  end as undated,
  case
    when $prices = 'nominal' then noted.paid_before
    else cast(round(noted.paid_before * prices.factor) as bigint)
  end as paid_before,
  case
    when $prices = 'nominal' then noted.paid_in_january
    else cast(round(noted.paid_in_january * prices.factor) as bigint)
  end as paid_in_january,
  case
    when $prices = 'nominal' then noted.paid_later
    else cast(round(noted.paid_later * prices.factor) as bigint)
  end as paid_later,
  case
    when $prices = 'nominal' then noted.source_filled
    else cast(round(noted.source_filled * prices.factor) as bigint)
  end as source_filled
from scoped_funding as funding
join mart_reconciliation as noted
  on noted.funding_no = funding.funding_no
left join mart_price_factor as prices
  on prices.prices = $prices
 and prices.year = funding.plan_year
 and prices.currency = funding.currency
