-- What the makers of each product reported last, of the three years to the last one of the scope:
-- sums over establishments in business that know both parts of a ratio, and how many they are.
-- Money is at constant prices wherever the data set has a price index.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
-- uses: placed_establishment, product_member, product_window
with recent as (
  select
    member.product_id,
    member.establishment_no,
    record.year,
    case when record.workers > 0 then record.value_added * record.deflator end as value_added,
    record.workers,
    case when record.exports is not null then record.revenue end as revenue,
    case when record.revenue > 0 then record.exports end as exports,
    reported.local_material_share
  from product_member as member
  join mart_outcome as record
    on record.establishment_no = member.establishment_no
  join outcome_record as reported
    on reported.establishment_id = member.establishment_id
   and reported.year = record.year
  cross join product_window as recently
  where record.year between recently.last_year - 2 and recently.last_year
    and (member.closed_year is null or member.closed_year > recently.last_year)
    -- filter: years
    and list_contains($years::integer[], record.year)
    -- end
),
latest as (
  select
    product_id,
    establishment_no,
    max_by(value_added, case when value_added is not null then year end) as value_added,
    max_by(workers, case when value_added is not null then year end) as workers,
    max_by(exports, case when exports is not null then year end) as exports,
    max_by(revenue, case when exports is not null then year end) as revenue,
    max_by(local_material_share, case when local_material_share is not null then year end)
      as local_material_share
  from recent
  where product_id is not null
  group by product_id, establishment_no
)
select
  product_id,
  count(value_added) as value_added_n,
  cast(sum(value_added) as double) as value_added,
  cast(sum(case when value_added is not null then workers end) as double) as workers,
  count(exports) as exports_n,
  cast(sum(exports) as double) as exports,
  cast(sum(case when exports is not null then revenue end) as double) as revenue,
  count(local_material_share) as local_material_n,
  avg(local_material_share) as local_material
from latest
group by product_id
order by product_id
