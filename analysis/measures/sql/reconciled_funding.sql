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
    case when $prices = 'nominal' then noted.paid_known else noted.paid_known_constant end
  ) as paid,
  noted.kinds,
  noted.only_row,
  case when $prices = 'nominal' then noted.undated else noted.undated_constant end as undated,
  case when $prices = 'nominal' then noted.paid_before else noted.paid_before_constant end as paid_before,
  case when $prices = 'nominal' then noted.paid_in_january else noted.paid_in_january_constant end as paid_in_january,
  case when $prices = 'nominal' then noted.paid_later else noted.paid_later_constant end as paid_later,
  case when $prices = 'nominal' then noted.source_filled else noted.source_filled_constant end as source_filled
from scoped_funding as funding
join mart_reconciliation as noted
  on noted.funding_no = funding.funding_no
