-- From each year to the next, over the makers of a product that reported what is needed for both:
-- their revenue at constant prices, electricity and waste, and how many they are.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
-- uses: placed_establishment, product_member
with report as (
  select
    member.product_id,
    member.establishment_no,
    record.year,
    case when record.revenue >= 0 then record.revenue * record.deflator end as revenue,
    record.energy_kwh,
    record.waste_tonnes
  from product_member as member
  join mart_outcome as record
    on record.establishment_no = member.establishment_no
  where member.product_id is not null
),
pair as (
  select
    later.product_id,
    later.year,
    later.revenue,
    earlier.revenue as revenue_before,
    later.energy_kwh as energy,
    earlier.energy_kwh as energy_before,
    later.waste_tonnes as waste,
    earlier.waste_tonnes as waste_before
  from report as later
  join report as earlier
    on earlier.establishment_no = later.establishment_no
   and earlier.year = later.year - 1
  where later.revenue is not null
    and earlier.revenue is not null
    -- filter: years
    and list_contains($years::integer[], later.year)
    -- end
),
known as (
  select
    *,
    energy is not null and energy_before is not null as knows_energy,
    waste is not null and waste_before is not null as knows_waste
  from pair
)
select
  product_id,
  year,
  count(*) as revenue_n,
  cast(sum(revenue) as double) as revenue,
  cast(sum(revenue_before) as double) as revenue_before,
  count(case when knows_energy then 1 end) as energy_n,
  cast(sum(case when knows_energy then energy end) as double) as energy,
  cast(sum(case when knows_energy then energy_before end) as double) as energy_before,
  cast(sum(case when knows_energy then revenue end) as double) as energy_revenue,
  cast(sum(case when knows_energy then revenue_before end) as double) as energy_revenue_before,
  count(case when knows_waste then 1 end) as waste_n,
  cast(sum(case when knows_waste then waste end) as double) as waste,
  cast(sum(case when knows_waste then waste_before end) as double) as waste_before,
  cast(sum(case when knows_waste then revenue end) as double) as waste_revenue,
  cast(sum(case when knows_waste then revenue_before end) as double) as waste_revenue_before
from known
group by product_id, year
order by product_id, year
