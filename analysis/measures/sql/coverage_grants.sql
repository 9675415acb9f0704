-- What each eligible supported establishment was granted inside the scope, all its supports in its
-- years together and in the chosen prices; null where any of them is unknown. The counterpart is
-- no part of it.
-- uses: placed_establishment, scoped_establishment, coverage_place, coverage_taken
select
  place.district,
  place.establishment_no,
  case_info.currency,
  cast(
    case
      when count(*) <> count(support.grant_amount) then null
      when $prices = 'nominal' then sum(support.grant_amount)
      when count(*) = count(prices.factor) then sum(round(support.grant_amount * prices.factor))
    end as bigint
  ) as grant_amount
from coverage_place as place
cross join case_info
join coverage_taken as taken
  on taken.establishment_no = place.establishment_no
 and taken.step_no = 5
join mart_support as support
  on support.establishment_no = taken.establishment_no
 and support.project_no = taken.project_no
 and support.year = taken.year
 and support.goes_ahead
left join mart_price_factor as prices
  on prices.prices = $prices
 and prices.year = support.plan_year
 and prices.currency = support.currency
where place.eligible
group by place.district, place.establishment_no, case_info.currency
order by place.district, place.establishment_no
