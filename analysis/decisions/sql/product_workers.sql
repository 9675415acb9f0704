-- Workers reported by product and district, year by year and, in rows without a year, of all years
-- together, beside them those of the last three; who makes no known product has the product 'none'.
-- A block between "filter" and "end" stays only while that filter of the scope is set.
-- uses: placed_establishment, product_member, product_window
with report as (
  select
    coalesce(member.product_id, 'none') as product_id,
    member.district,
    member.establishment_no,
    record.year,
    record.workers,
    record.year >= recently.last_year - 2 as recent
  from product_member as member
  join mart_outcome as record
    on record.establishment_no = member.establishment_no
  cross join product_window as recently
  where record.workers is not null
    and record.year <= recently.last_year
    -- filter: years
    and list_contains($years::integer[], record.year)
    -- end
)
select
  product_id,
  district,
  year,
  cast(sum(workers) as double) as workers,
  cast(sum(case when recent then workers end) as double) as recent_workers,
  count(distinct case when recent then establishment_no end) as recent_establishments
from report
group by grouping sets ((product_id, district, year), (product_id, district))
order by product_id, district, year
