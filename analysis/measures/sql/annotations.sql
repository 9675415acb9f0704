-- Dated notes that touch the scope: its years, its districts and its activities.
-- A note of no place or no activity touches every one.
select
  annotation_id,
  kind,
  starts_on,
  ends_on,
  title_vi,
  title_en,
  case when $vintage = 'recorded' then unit_recorded else district_2020 end as district,
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
    coalesce(unit_recorded, district_2020) is null
    or list_contains(
      $districts::varchar[],
      case when $vintage = 'recorded' then unit_recorded else district_2020 end
    )
  )
  -- end
  -- filter: activities
  and (activity is null or list_contains($activities::varchar[], activity))
  -- end
order by starts_on, ends_on, annotation_id
