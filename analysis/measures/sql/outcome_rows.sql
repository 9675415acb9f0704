-- Reports inside the scope: one row per establishment and year, with every outcome. Supported is
-- who had the support asked about by that year; who had only other support is left out.
-- Amounts are at constant prices wherever the data set has a price index.
select
  record.establishment_no,
  record.establishment_id,
  record.year,
  record.first_year,
  coalesce(record.first_year <= record.year, false) as supported,
  record.outside_life,
  record.founded_year,
  record.closed_year,
  case
    when record.workers > 0
      then case when record.has_value_added then record.value_added else record.revenue end
        * record.factor / record.workers
  end as productivity,
  record.revenue * record.factor as revenue,
  record.workers,
  record.full_time_equivalents as fte,
  coalesce(
    record.average_wage,
    case when record.workers > 0 then record.wages / record.workers end
  ) * record.factor as average_wage,
  case when record.workers > 0 then record.workers_skilled / record.workers end as skilled_share,
  case when record.investment > 0 then 1 when record.investment = 0 then 0 end as investing,
  record.investment * record.factor as investment,
  record.defect_rate,
  record.rework_rate,
  record.certificates,
  record.new_products,
  case when record.exports > 0 then 1 when record.exports = 0 then 0 end as exporting,
  case when record.revenue > 0 then record.exports / record.revenue end as export_share,
  record.new_customers,
  record.new_markets,
  record.fair_contracts,
  record.fair_contract_value * record.factor as fair_contract_value,
  case
    when record.revenue > 0
      then record.energy_kwh * record.thousands / (record.revenue * record.factor)
  end as energy_intensity,
  case
    when record.revenue > 0
      then record.waste_tonnes * 1000 * record.thousands / (record.revenue * record.factor)
  end as waste_intensity
from (
  select
    reported.*,
    place.establishment_id,
    place.first_year,
    place.ever_first_year,
    place.founded_year,
    place.closed_year,
    coalesce(reported.year < place.founded_year, false)
      or coalesce(reported.year > place.closed_year, false) as outside_life,
    basis.has_value_added,
    case when basis.has_index then reported.price_factor else 1.0 end as factor,
    case when reported.currency = 'VND' then 1000000.0 else 1000.0 end as thousands
  from mart_outcome as reported
  join outcome_establishments as place
    on place.establishment_no = reported.establishment_no
  cross join outcome_basis as basis
  where true
    -- filter: years
    and list_contains($years::integer[], reported.year)
    -- end
) as record
where record.first_year <= record.year
   or record.ever_first_year is null
   or record.ever_first_year > record.year
