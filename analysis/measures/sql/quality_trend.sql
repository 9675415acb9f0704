-- Each quality indicator after every import, the first import first.
select
  batch.imported_at,
  batch.action,
  batch.sender,
  point.indicator,
  point.numerator,
  point.denominator,
  point.numerator / point.denominator as share
from quality_point as point
join import_batch as batch
  on batch.batch_id = point.batch_id
where point.denominator > 0
order by batch.imported_at, batch.batch_id, point.indicator
