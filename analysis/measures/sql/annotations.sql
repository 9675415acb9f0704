-- Dated notes that touch the scope: its years, its districts and its activities.
-- A note of no place or no activity touches every one.
select
  annotation_id,
  kind,
  starts_on,
  ends_on,
  title_vi,
  title_en,
  list_extract($places::varchar[], unit_no) as district,
  activity,
  source
from mart_annotation
where true
  -- filter: years
  and len(
    list_filter(
      $years::integer[],
      lambda one: one
        between extract(year from starts_on) and extract(year from coalesce(ends_on, starts_on))
    )
  ) > 0
  -- end
  -- filter: districts
  and (
    unit_no is null
    or list_contains(
      $districts::varchar[],
      coalesce(list_extract($places::varchar[], unit_no), 'unknown')
    )
  )
  -- end
  -- filter: activities
  and (activity is null or list_contains($activities::varchar[], activity))
  -- end
order by starts_on, ends_on, annotation_id
