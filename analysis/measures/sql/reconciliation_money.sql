-- The money to reconcile by plan year and each set of reasons that its rows have together (bits, see
-- mart_reconciliation): a few hundred rows, from which every total and every difference follows.
-- `projects` counts those of one row; `reconciliation_projects` has the others.
-- uses: scoped_funding, reconciled_funding
select
  plan_year,
  currency,
  kinds,
  sum(case when only_row then 1 else 0 end) as projects,
  cast(sum(planned) as bigint) as planned,
  cast(sum(approved) as bigint) as approved,
  cast(sum(accepted) as bigint) as accepted,
  cast(sum(settled) as bigint) as settled,
  cast(sum(disbursed) as bigint) as disbursed,
  cast(sum(paid) as bigint) as paid,
  cast(sum(undated) as bigint) as undated,
  cast(sum(paid_before) as bigint) as paid_before,
  cast(sum(paid_in_january) as bigint) as paid_in_january,
  cast(sum(paid_later) as bigint) as paid_later,
  cast(sum(source_filled) as bigint) as source_filled,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = reconciled_funding.currency
      and $prices = 'constant'
  ) as price_year
from reconciled_funding
group by plan_year, currency, kinds
order by plan_year, currency, kinds
