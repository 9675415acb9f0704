-- Marts of outcomes: what establishments reported, year by year.

-- One row per establishment and year reported for. `price_factor` turns an amount of money of the
-- year into constant prices; it is unknown where the year has no price index. `deflator` is the
-- same, but one in a currency without any index, whose amounts stay nominal: a series never mixes
-- the two. Full-time equivalents are those reported; else derived, a seasonal worker counting the
-- months worked and piece-rate workers their pay over the average wage (reported, else the wage
-- bill over all workers), no more than their number.
-- What does not count needs no answer, like the months of no seasonal worker. They are unknown
-- where any part needed is.
create table mart_outcome as
with waged as (
  select
    establishment_id,
    year,
    workers,
    seasonal_workers,
    seasonal_months,
    piece_workers,
    piece_pay,
    coalesce(
      cast(average_wage as double),
      case when workers > 0 then wages / cast(workers as double) end
    ) as average_wage
  from outcome_record
),
parts as (
  select
    establishment_id,
    year,
    workers - seasonal_workers - piece_workers as whole_part,
    case
      when seasonal_workers = 0 then 0
      else seasonal_workers * seasonal_months / 12
    end as seasonal_part,
    case
      when piece_workers = 0 then 0
      -- A comparison with null is no true one, and leaves the part unknown.
      when average_wage > 0 and piece_pay >= piece_workers * average_wage then piece_workers
      when average_wage > 0 then piece_pay / average_wage
    end as piece_part
  from waged
),
indexed as (
  select distinct currency
  from mart_price_factor
  where prices = 'constant'
),
derived as (
  select
    establishment_id,
    year,
    whole_part + seasonal_part + piece_part as fte
  from parts
)
select
  mart_establishment.establishment_no,
  record.year,
  record.currency,
  prices.factor as price_factor,
  case when indexed.currency is null then 1 else prices.factor end as deflator,
  record.revenue,
  record.value_added,
  record.workers,
  record.workers_skilled,
  record.workers_women,
  record.fte,
  record.seasonal_workers,
  record.seasonal_months,
  record.piece_workers,
  record.piece_pay,
  coalesce(record.fte, derived.fte) as full_time_equivalents,
  case
    when record.fte is not null then 'reported'
    when derived.fte is not null then 'derived'
  end as fte_basis,
  record.wages,
  record.average_wage,
  record.assets,
  record.investment,
  record.exports,
  record.output_quantity,
  record.output_unit,
  record.defect_rate,
  record.rework_rate,
  record.energy_kwh,
  record.waste_tonnes,
  record.new_products,
  record.certificates,
  record.new_markets,
  record.new_customers,
  record.fair_contracts,
  record.fair_contract_value,
  record.workers_trained,
  record.training_hours,
  record.reporting,
  record.would_invest_anyway
from outcome_record as record
join mart_establishment
  on mart_establishment.establishment_id = record.establishment_id
join derived
  on derived.establishment_id = record.establishment_id
 and derived.year = record.year
left join indexed
  on indexed.currency = record.currency
left join mart_price_factor as prices
  on prices.prices = 'constant'
 and prices.year = record.year
 and prices.currency = record.currency;
