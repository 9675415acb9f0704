-- The reports that had come in by the day seen. One without a day counts as known at the end of the
-- year after.
select outcome.*
from main.mart_outcome as outcome
join main.mart_establishment as establishment
  on establishment.establishment_no = outcome.establishment_no
join main.outcome_record as record
  on record.establishment_id = establishment.establishment_id
 and record.year = outcome.year
where coalesce(record.reported_on, make_date(record.year + 1, 12, 31)) <= $seen_on::date
