-- Money and projects of each activity: what the mix of activities is made of, for each value of
-- {group}. The same sums as those of funding by activity, without what only that one needs.
-- uses: scoped_funding
select
  {group},
  currency,
  cast(sum(planned) as bigint) as planned,
  cast(sum(approved) as bigint) as approved,
  cast(sum(disbursed) as bigint) as disbursed,
  nullif(count(case when first_of_project then project_no end), 0) as projects,
  count(distinct case when has_fund and planned is null then project_no end) as planned_unknown,
  count(
    distinct case
      when has_fund and approved is null and status <> 'planned' then project_no
    end
  ) as approved_unknown,
  count(distinct case when disbursed is null then project_no end) as disbursed_unknown,
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
