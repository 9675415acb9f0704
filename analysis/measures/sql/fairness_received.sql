-- What each establishment got inside the scope from projects that go ahead, counted in the year of
-- support as coverage is, put at constant prices by the plan year as all money is. An amount that
-- is not known, has no price index or is in another currency than the data set's is counted, not 0.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
select
  support.establishment_no,
  count(*) as supports,
  count(*) - count(support.received) as grants_unknown,
  cast(sum(support.received) as bigint) as received
from (
  select
    granted.establishment_no,
    case
      when granted.currency <> case_info.currency then null
      when $prices = 'nominal' then granted.grant_amount
      else cast(round(granted.grant_amount * prices.factor) as bigint)
    end as received
  from mart_support as granted
  cross join case_info
  left join mart_price_factor as prices
    on prices.prices = $prices
   and prices.year = granted.plan_year
   and prices.currency = granted.currency
  where granted.goes_ahead
    and granted.year <= year(case_info.as_of)
    -- filter: years
    and list_contains($years::integer[], granted.year)
    -- end
    -- filter: activities
    and list_contains($activities::varchar[], coalesce(granted.activity, 'unknown'))
    -- end
    -- filter: fund_sources
    and granted.project_no in (
      select funding.project_no
      from mart_funding as funding
      where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
    )
    -- end
) as support
group by support.establishment_no
