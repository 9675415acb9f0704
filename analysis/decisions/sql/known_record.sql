-- What the yearly records of each file's establishment say last, as known on the day, of the last
-- three years. A record without a day of reporting counts as known at the end of the year after;
-- asked on the data's own day everything on record is known.
select
  record.establishment_id,
  max_by(record.workers, record.year) filter (record.workers is not null) as workers,
  max(case when record.workers is not null then record.year end) as workers_year,
  max_by(record.exports, record.year) filter (record.exports is not null) as exports,
  max(case when record.exports is not null then record.year end) as exports_year,
  max_by(record.local_material_share, record.year) filter (record.local_material_share is not null) as local_material_share,
  max(case when record.local_material_share is not null then record.year end) as local_year
from outcome_record as record
cross join case_info
where record.establishment_id in (select establishment_id from file)
  and record.year >= year($known_on::date) - 3
  and (
    $known_on::date >= case_info.as_of
    or coalesce(record.reported_on, make_date(record.year + 1, 12, 31)) <= $known_on::date
  )
group by record.establishment_id
