-- Each establishment's first application with a score and a threshold in force when it was handed
-- in, whether support followed in that year or the next, and the outcome before and after. A
-- threshold of the activity goes before one of all activities, a later one before an earlier.
with scored as (
  select
    application.application_id,
    place.establishment_no,
    place.industry,
    place.size,
    place.founded_year,
    place.first_workers,
    coalesce(application.activity, project.activity) as activity,
    application.submitted_on,
    cast(year(application.submitted_on) as integer) as year,
    application.score
  from application
  join mart_establishment as place
    on place.establishment_id = application.establishment_id
  left join project
    on project.project_id = application.project_id
  where application.score is not null
    and application.result <> 'pending'
    and {place_filter}
),
ruled as (
  select
    scored.*,
    rule.threshold,
    row_number() over (
      partition by scored.application_id
      order by rule.activity is null, rule.valid_from desc nulls last, rule.threshold_id
    ) as rank_of_rule
  from scored
  join appraisal_threshold as rule
    on (rule.activity is null or rule.activity = scored.activity)
   and (rule.valid_from is null or rule.valid_from <= scored.submitted_on)
   and (rule.valid_to is null or rule.valid_to >= scored.submitted_on)
),
first_file as (
  select
    *,
    row_number() over (
      partition by establishment_no
      order by submitted_on, application_id
    ) as rank_of_file
  from ruled
  where rank_of_rule = 1
    and (len($years::integer[]) = 0 or list_contains($years::integer[], year))
    and (
      len($activities::varchar[]) = 0
      or list_contains($activities::varchar[], coalesce(activity, 'unknown'))
    )
),
file as (
  select *
  from first_file
  where rank_of_file = 1
),
support_found as (
  select
    file.establishment_no,
    count(case when support.year < file.year then 1 end) as earlier,
    count(case when support.year between file.year and file.year + 1 then 1 end) as followed
  from file
  join mart_support as support
    on support.establishment_no = file.establishment_no
   and support.goes_ahead
  group by file.establishment_no
),
value as (
  select
    establishment_no,
    year,
    {scaled} as outcome
  from mart_outcome
),
seen as (
  select
    file.establishment_no,
    max_by(value.outcome, value.year) filter (value.year < file.year) as before,
    avg(value.outcome) filter (value.year > file.year and value.year <= file.year + 3) as after
  from file
  join value
    on value.establishment_no = file.establishment_no
   and isfinite(value.outcome)
   and value.year between file.year - 2 and file.year + 3
  group by file.establishment_no
)
select
  file.application_id,
  file.establishment_no,
  file.activity,
  file.year,
  file.score,
  file.threshold,
  file.score - file.threshold as distance,
  file.industry,
  file.size,
  file.year - file.founded_year as age,
  case when file.first_workers > 0 then ln(file.first_workers) end as log_workers,
  coalesce(support_found.earlier, 0) > 0 as earlier,
  coalesce(support_found.followed, 0) > 0 as supported,
  seen.before,
  seen.after
from file
left join support_found
  on support_found.establishment_no = file.establishment_no
left join seen
  on seen.establishment_no = file.establishment_no
order by file.establishment_no
