-- Disbursed over its own plan for each value of {group}: a payment of one source is only ever held
-- against the plan of that source. Both sides are of money of whole years with both known; projects
-- with one of them unknown are counted beside it.
-- uses: scoped_funding
select
  {group},
  currency,
  cast(sum(planned) as bigint) as planned,
  cast(sum(disbursed) as bigint) as disbursed,
  sum(case when planned is not null and not part_year then disbursed end)
    / nullif(sum(case when disbursed is not null and not part_year then planned end), 0)
    as absorption,
  cast(
    sum(case when disbursed is not null and not part_year then planned end) as bigint
  ) as matched_plan,
  cast(
    sum(case when planned is not null and not part_year then disbursed end) as bigint
  ) as matched_disbursed,
  nullif(count(distinct project_no), 0) as projects,
  count(
    distinct case when planned is not null and disbursed is not null then project_no end
  ) as projects_matched,
  count(distinct case when has_fund and planned is null then project_no end) as planned_unknown,
  count(distinct case when disbursed is null then project_no end) as disbursed_unknown,
  count(distinct case when not has_fund then project_no end) as without_plan_of_source,
  count(
    distinct case when status in ('planned', 'running', 'accepted') then project_no end
  ) as unsettled,
  max(case when part_year then 1 else 0 end) = 1 as part_year,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = scoped_funding.currency
      and $prices = 'constant'
  ) as price_year
from scoped_funding
group by {group}, currency
order by {group}, currency
