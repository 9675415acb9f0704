-- Workers reported, by the columns asked for; who makes no known product has the product 'none'.
-- A block between "filter" and "end" stays only while that filter is set.
-- uses: placed_establishment, scoped_establishment, product_member, product_window
with report as (
  select
    coalesce(member.product_id, 'none') as product_id,
    member.district,
    member.establishment_no,
    record.year,
    record.workers
  from product_member as member
  join mart_outcome as record
    on record.establishment_no = member.establishment_no
  cross join product_window as recently
  where record.workers is not null
    and record.year <= recently.last_year
    -- filter: recent
    and record.year >= recently.last_year - 2
    -- end
    -- filter: years
    and list_contains($years::integer[], record.year)
    -- end
)
select
  {group},
  cast(sum(workers) as double) as workers,
  count(distinct establishment_no) as establishments
from report
group by {group}
order by {group}
