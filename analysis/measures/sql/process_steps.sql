-- The process in force on the day the data run to, for every level, activity and kind that projects
-- or steps name, and for every activity as such. One step for each stage: that of the kind, else
-- of the activity, else the general one; then one of the level, then the one in force since later.
with level as (
  select 'national' as programme_level
  union all
  select 'local'
),
kind as (
  select activity, activity_kind
  from mart_process
  union
  select activity, activity_kind
  from process_step
  union
  select activity, null
  from mart_process
  union
  select activity, null
  from process_step
),
ranked as (
  select
    level.programme_level,
    kind.activity,
    kind.activity_kind,
    step.step_id,
    step.step_no,
    step.stage,
    step.title_vi,
    step.title_en,
    step.responsible,
    step.documents_vi,
    step.documents_en,
    step.deadline_kind,
    step.deadline_year_offset,
    step.deadline_month,
    step.deadline_day,
    step.deadline_days,
    step.deadline_after,
    step.verification_vi,
  step.verification_en,
    step.legal_source,
    case
      when step.activity_kind is not null then 'kind'
      when step.activity is not null then 'activity'
      else 'general'
    end as written_for,
    row_number() over (
      partition by level.programme_level, kind.activity, kind.activity_kind, step.stage
      order by
        case when step.activity_kind is not null then 0 else 1 end,
        case when step.activity is not null then 0 else 1 end,
        case when step.programme_level is not null then 0 else 1 end,
        coalesce(step.valid_from, date '1900-01-01') desc,
        step.step_id
    ) as precedence
  from level
  cross join kind
  cross join case_info
  join process_step as step
    on (step.programme_level is null or step.programme_level = level.programme_level)
   and (step.activity is null or step.activity = kind.activity)
   and (step.activity_kind is null or step.activity_kind = kind.activity_kind)
   and coalesce(step.valid_from, date '1900-01-01') <= case_info.as_of
   and coalesce(step.valid_to, date '9999-12-31') >= case_info.as_of
  where kind.activity is not null
    -- filter: activities
    and list_contains($activities::varchar[], kind.activity)
    -- end
)
select
  ranked.programme_level,
  ranked.activity,
  ranked.activity_kind,
  ranked.step_no,
  ranked.stage,
  mart_stage.stage_no,
  ranked.title_vi,
  ranked.title_en,
  ranked.responsible,
  ranked.documents_vi,
  ranked.documents_en,
  ranked.deadline_kind,
  ranked.deadline_year_offset,
  ranked.deadline_month,
  ranked.deadline_day,
  ranked.deadline_days,
  ranked.deadline_after,
  ranked.written_for,
  ranked.verification_vi,
  ranked.verification_en,
  ranked.legal_source,
  ranked.step_id
from ranked
join mart_stage
  on mart_stage.stage = ranked.stage
where precedence = 1
order by
  ranked.programme_level desc,
  ranked.activity,
  ranked.activity_kind nulls first,
  mart_stage.stage_no
