-- Due days of each step by what became of them, for each {group}: one row per step and level.
-- Beside them, of projects: those whose deadline is not known, and those left out as stopped.
-- uses: process_project
with kinds as (
  select
    process_no,
    {group},
    stopped,
    count(*) as number
  from process_project
  group by process_no, {group}, stopped
),
due as (
  select
    deadline.rule_no,
    project.{group},
    deadline.state,
    count(*) as number
  from mart_deadline as deadline
  join process_project as project
    on project.project_no = deadline.project_no
  group by deadline.rule_no, project.{group}, deadline.state
  union all
  select
    rule.rule_no,
    {group},
    case when kinds.stopped then 'stopped' else 'deadline_unknown' end as state,
    kinds.number
  from kinds
  join mart_process_step as rule
    on rule.process_no = kinds.process_no
  cross join case_info
  where case_info.as_of between rule.rules_from and rule.rules_to
    and (
      (kinds.stopped and rule.deadline_kind <> 'none')
      or (not kinds.stopped and rule.deadline_kind is null)
    )
)
select
  step.step_id,
  step.step_no,
  step.stage,
  coalesce(process.programme_level, 'unknown') as programme_level,
  {group},
  step.title_vi,
  step.title_en,
  cast(sum(case when state = 'met' then number else 0 end) as bigint) as met,
  cast(sum(case when state = 'late' then number else 0 end) as bigint) as late,
  cast(sum(case when state = 'overdue' then number else 0 end) as bigint) as overdue,
  cast(sum(case when state = 'open' then number else 0 end) as bigint) as still_open,
  cast(sum(case when state = 'not_recorded' then number else 0 end) as bigint) as not_recorded,
  cast(sum(case when state = 'deadline_unknown' then number else 0 end) as bigint)
    as deadline_unknown,
  cast(sum(case when state = 'stopped' then number else 0 end) as bigint) as stopped
from due
join mart_process_step as rule
  on rule.rule_no = due.rule_no
join mart_process as process
  on process.process_no = rule.process_no
join process_step as step
  on step.step_id = rule.step_id
group by
  step.step_id,
  step.step_no,
  step.stage,
  coalesce(process.programme_level, 'unknown'),
  {group},
  step.title_vi,
  step.title_en
order by {group}, programme_level, step.step_no, step.step_id
