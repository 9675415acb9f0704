-- What the growth between two plan years is taken apart into: for each plan year and fund source
-- the money of each stage, the projects whose amount is known and those whose amount is not. The
-- price level is that of the plan year over the last indexed year.
-- uses: scoped_funding
select
  funding.plan_year,
  funding.fund_source,
  funding.currency,
  cast(sum(funding.approved) as bigint) as approved,
  cast(sum(funding.disbursed) as bigint) as disbursed,
  cast(sum(funding.planned) as bigint) as planned,
  count(case when funding.approved is not null then funding.project_no end) as approved_known,
  count(case when funding.disbursed is not null then funding.project_no end) as disbursed_known,
  count(case when funding.planned is not null then funding.project_no end) as planned_known,
  count(
    case
      when funding.has_fund and funding.approved is null and funding.status <> 'planned'
        then funding.project_no
    end
  ) as approved_unknown,
  count(case when funding.disbursed is null then funding.project_no end) as disbursed_unknown,
  count(
    case when funding.has_fund and funding.planned is null then funding.project_no end
  ) as planned_unknown,
  count(funding.project_no) as projects,
  1 / max(level.factor) as price_level,
  max(case when funding.part_year then 1 else 0 end) = 1 as part_year,
  max(case_info.as_of) < make_date(funding.plan_year, 12, 31) as open_year,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = funding.currency
      and $prices = 'constant'
  ) as price_year
from scoped_funding as funding
cross join case_info
left join mart_price_factor as level
  on level.prices = 'constant'
 and level.year = funding.plan_year
 and level.currency = funding.currency
group by funding.plan_year, funding.fund_source, funding.currency
order by funding.currency, funding.plan_year, funding.fund_source
