-- Marts of the process: how far each project is, how long each stage took, which deadlines it kept.
-- A day after the data's own day (case_info.as_of) is a plan, not a fact: it counts as not yet done.
--
-- mart_stage: the stages of a project in their order (stage_no 1 to 11).
-- mart_process: one row per level, activity and kind that projects have (process_no, dense).
-- mart_process_step: which step of process_step rules each stage of a process, and from when to
--   when (rule_no, process_no, stage, stage_no, step_id, rules_from, rules_to, changes, deadline_*).
--   At any day one step rules a stage: that of the kind, else of the activity, else the general
--   one; at equal footing one that names the level, then the one valid from the later day.
--   `changes` tells that the stage has had several rules.
-- mart_project_stage: one row per project: project_id, project_no, process_no, plan_year, activity,
--   activity_kind, programme_level, status, officer, unit_no; the day of every
--   stage (registered_on, ... settled_on; advanced_on the first advance, progress_on the last
--   monthly report, followed_up_on the first outcome record of an establishment it serves after
--   acceptance); stopped; reached_no, the furthest stage that a day or the status shows; stage,
--   stage_on, the last stage with a day (null: none); last_on, the latest day of all; next_stage,
--   next_rule_no, what the process of its kind asks next at the data's day (null: nothing more,
--   without any steps, the usual order is followed and next_rule_no is null).
-- mart_deadline: one row per project and due day of a rule; a monthly report has one row per month.
--   project_no, rule_no, stage_no, period (first day of the month reported on, else null), due_on,
--   done_on, state, days (late or overdue, else null), asked.
--   state: met (done on or before the due day), late, overdue (not done, due day passed), open (not
--   done, not past), not_recorded (the stage was passed or reports are not kept, day unknown).
--   `asked` is false for a monthly report that nobody waits for, its project being accepted.
--   Stopped projects have no rows. Stages after approval have none before a project is approved.
-- mart_application: one row per application with its place, establishment and how far it got.

create table mart_stage as
select
  stage,
  stage_no
from (
  values
    ('registered', 1),
    ('appraised', 2),
    ('sent_to_ministry', 3),
    ('approved', 4),
    ('contracted', 5),
    ('advanced', 6),
    ('progress', 7),
    ('accepted', 8),
    ('settlement_filed', 9),
    ('settled', 10),
    ('followed_up', 11)
) as listed (stage, stage_no);

create table mart_process as
select
  cast(
    row_number() over (order by programme_level, activity, activity_kind) as integer
  ) as process_no,
  programme_level,
  activity,
  activity_kind
from (
  select distinct programme_level, activity, activity_kind
  from project
) as kinds;

-- The time line of each stage is cut where any of its steps begins or ends to be valid; in each
-- piece the most specific step rules.
create table mart_process_step as
with candidate as (
  select
    process.process_no,
    step.stage,
    step.step_id,
    case when step.activity_kind is null then 0 else 4 end
      + case when step.activity is null then 0 else 2 end
      + case when step.programme_level is null then 0 else 1 end as specific,
    coalesce(step.valid_from, date '1900-01-01') as valid_from,
    coalesce(step.valid_to, date '9999-12-31') as valid_to
  from mart_process as process
  join process_step as step
    on (step.programme_level is null or step.programme_level = process.programme_level)
   and (step.activity is null or step.activity = process.activity)
   and (step.activity_kind is null or step.activity_kind = process.activity_kind)
),
cut as (
  select process_no, stage, valid_from as rules_from
  from candidate
  union
  select process_no, stage, valid_to + 1
  from candidate
  where valid_to < date '9999-12-31'
),
piece as (
  select
    process_no,
    stage,
    rules_from,
    coalesce(
      lead(rules_from) over (partition by process_no, stage order by rules_from) - 1,
      date '9999-12-31'
    ) as rules_to
  from cut
),
ranked as (
  select
    piece.process_no,
    piece.stage,
    piece.rules_from,
    piece.rules_to,
    candidate.step_id,
    row_number() over (
      partition by piece.process_no, piece.stage, piece.rules_from
      order by candidate.specific desc, candidate.valid_from desc, candidate.step_id
    ) as place
  from piece
  join candidate
    on candidate.process_no = piece.process_no
   and candidate.stage = piece.stage
   and candidate.valid_from <= piece.rules_from
   and candidate.valid_to >= piece.rules_from
),
pieces as (
  select
    process_no,
    stage,
    count(*) as number
  from ranked
  where place = 1
  group by process_no, stage
)
select
  cast(
    row_number() over (
      order by ranked.process_no, mart_stage.stage_no, ranked.rules_from
    ) as integer
  ) as rule_no,
  ranked.process_no,
  ranked.stage,
  mart_stage.stage_no,
  ranked.step_id,
  ranked.rules_from,
  ranked.rules_to,
  pieces.number > 1 as changes,
  step.deadline_kind,
  cast(coalesce(step.deadline_year_offset, 0) as integer) as deadline_year_offset,
  cast(step.deadline_month as integer) as deadline_month,
  cast(step.deadline_day as integer) as deadline_day,
  cast(step.deadline_days as integer) as deadline_days,
  step.deadline_after,
  after_stage.stage_no as after_no
from ranked
join pieces
  on pieces.process_no = ranked.process_no
 and pieces.stage = ranked.stage
join mart_stage
  on mart_stage.stage = ranked.stage
join process_step as step
  on step.step_id = ranked.step_id
left join mart_stage as after_stage
  on after_stage.stage = step.deadline_after
where ranked.place = 1;

create table mart_project_stage as
with advance as (
  select
    payment.project_id,
    min(payment.paid_on) as advanced_on
  from payment
  cross join case_info
  where payment.stage = 'advance'
    and payment.paid_on <= case_info.as_of
  group by payment.project_id
),
report as (
  select
    progress_report.project_id,
    max(progress_report.reported_on) as progress_on
  from progress_report
  cross join case_info
  where progress_report.reported_on <= case_info.as_of
  group by progress_report.project_id
),
follow_up as (
  select
    support.project_id,
    min(outcome_record.reported_on) as followed_up_on
  from support
  join project
    on project.project_id = support.project_id
  join outcome_record
    on outcome_record.establishment_id = support.establishment_id
   and outcome_record.reported_on >= project.accepted_on
  cross join case_info
  where outcome_record.reported_on <= case_info.as_of
    -- No other process asks for it, and the two tables are the longest there are.
    and exists (select 1 from process_step where stage = 'followed_up')
  group by support.project_id
),
dated as (
  select
    mart_project.project_id,
    mart_project.project_no,
    mart_process.process_no,
    project.plan_year,
    project.activity,
    project.activity_kind,
    project.programme_level,
    project.status,
    project.officer,
    mart_project.unit_no,
    coalesce(project.status, '') = 'stopped' as stopped,
    case when project.registered_on <= case_info.as_of then project.registered_on end
      as registered_on,
    case when project.appraised_on <= case_info.as_of then project.appraised_on end
      as appraised_on,
    case when project.sent_to_ministry_on <= case_info.as_of then project.sent_to_ministry_on end
      as sent_to_ministry_on,
    case when project.approved_on <= case_info.as_of then project.approved_on end as approved_on,
    case when project.contracted_on <= case_info.as_of then project.contracted_on end
      as contracted_on,
    advance.advanced_on,
    report.progress_on,
    case when project.accepted_on <= case_info.as_of then project.accepted_on end as accepted_on,
    case when project.settlement_filed_on <= case_info.as_of then project.settlement_filed_on end
      as settlement_filed_on,
    case when project.settled_on <= case_info.as_of then project.settled_on end as settled_on,
    follow_up.followed_up_on
  from mart_project
  join project
    on project.project_id = mart_project.project_id
  join mart_process
    on mart_process.programme_level is not distinct from project.programme_level
   and mart_process.activity is not distinct from project.activity
   and mart_process.activity_kind is not distinct from project.activity_kind
  cross join case_info
  left join advance
    on advance.project_id = mart_project.project_id
  left join report
    on report.project_id = mart_project.project_id
  left join follow_up
    on follow_up.project_id = mart_project.project_id
),
-- The last stage with a day. Reports come every month, so they are no stage of their own here; and
-- an outcome record may come before the settlement, so it is the last stage only after it.
placed as (
  select
    dated.*,
    case
      when settled_on is not null and followed_up_on is not null then 11
      when settled_on is not null then 10
      when settlement_filed_on is not null then 9
      when accepted_on is not null then 8
      when advanced_on is not null then 6
      when contracted_on is not null then 5
      when approved_on is not null then 4
      when sent_to_ministry_on is not null then 3
      when appraised_on is not null then 2
      when registered_on is not null then 1
      else 0
    end as dated_no,
    greatest(
      registered_on,
      appraised_on,
      sent_to_ministry_on,
      approved_on,
      contracted_on,
      advanced_on,
      progress_on,
      accepted_on,
      settlement_filed_on,
      settled_on
    ) as last_on
  from dated
),
reached as (
  select
    placed.*,
    greatest(
      dated_no,
      case status when 'settled' then 10 when 'accepted' then 8 else 0 end
    ) as reached_no
  from placed
),
-- What comes next: of the stages that the process has a step for at the data's day, the first one
-- after all that are known to be passed; the usual order where a process has no steps at all.
usual as (
  select
    mart_process.process_no,
    mart_stage.stage,
    mart_stage.stage_no
  from mart_process
  cross join mart_stage
  where mart_stage.stage not in ('advanced', 'progress', 'followed_up')
    and (
      mart_stage.stage <> 'sent_to_ministry'
      or coalesce(mart_process.programme_level, '') = 'national'
    )
    and not exists (
      select 1
      from mart_process_step
      where mart_process_step.process_no = mart_process.process_no
    )
),
asked as (
  select
    mart_process_step.process_no,
    mart_process_step.stage,
    mart_process_step.stage_no,
    mart_process_step.rule_no
  from mart_process_step
  cross join case_info
  where case_info.as_of between mart_process_step.rules_from and mart_process_step.rules_to
    and mart_process_step.stage <> 'progress'
  union all
  select process_no, stage, stage_no, cast(null as integer)
  from usual
),
from_stage as (
  select stage_no as reached_no
  from mart_stage
  union all
  select 0
),
following as (
  select
    asked.process_no,
    from_stage.reached_no,
    min_by(asked.stage, asked.stage_no) filter (where asked.stage is not null) as next_stage,
    min_by(asked.rule_no, asked.stage_no) filter (where asked.rule_no is not null)
      as next_rule_no
  from asked
  join from_stage
    on from_stage.reached_no < asked.stage_no
  group by asked.process_no, from_stage.reached_no
)
select
  placed.project_id,
  placed.project_no,
  placed.process_no,
  placed.plan_year,
  placed.activity,
  placed.activity_kind,
  placed.programme_level,
  placed.status,
  placed.officer,
  placed.unit_no,
  placed.registered_on,
  placed.appraised_on,
  placed.sent_to_ministry_on,
  placed.approved_on,
  placed.contracted_on,
  placed.advanced_on,
  placed.progress_on,
  placed.accepted_on,
  placed.settlement_filed_on,
  placed.settled_on,
  placed.followed_up_on,
  placed.stopped,
  placed.reached_no,
  here.stage,
  case placed.dated_no
    when 1 then placed.registered_on
    when 2 then placed.appraised_on
    when 3 then placed.sent_to_ministry_on
    when 4 then placed.approved_on
    when 5 then placed.contracted_on
    when 6 then placed.advanced_on
    when 8 then placed.accepted_on
    when 9 then placed.settlement_filed_on
    when 10 then placed.settled_on
    when 11 then placed.followed_up_on
  end as stage_on,
  placed.last_on,
  following.next_stage,
  following.next_rule_no
from reached as placed
left join mart_stage as here
  on here.stage_no = placed.dated_no
-- A stopped project waits for nothing.
left join following
  on following.process_no = placed.process_no
 and following.reached_no = case when not placed.stopped then placed.reached_no end;

create table mart_deadline as
with candidate as (
  select
    project.project_no,
    rule.rule_no,
    rule.stage_no,
    rule.changes,
    rule.rules_from,
    rule.rules_to,
    project.reached_no,
    case rule.deadline_kind
      when 'day_of_year'
        then make_date(
          project.plan_year + rule.deadline_year_offset, rule.deadline_month, rule.deadline_day
        )
      else
        case rule.after_no
          when 1 then project.registered_on
          when 2 then project.appraised_on
          when 3 then project.sent_to_ministry_on
          when 4 then project.approved_on
          when 5 then project.contracted_on
          when 6 then project.advanced_on
          when 7 then project.progress_on
          when 8 then project.accepted_on
          when 9 then project.settlement_filed_on
          when 10 then project.settled_on
          when 11 then project.followed_up_on
        end + rule.deadline_days
    end as due_on,
    case rule.stage_no
      when 1 then project.registered_on
      when 2 then project.appraised_on
      when 3 then project.sent_to_ministry_on
      when 4 then project.approved_on
      when 5 then project.contracted_on
      when 6 then project.advanced_on
      when 8 then project.accepted_on
      when 9 then project.settlement_filed_on
      when 10 then project.settled_on
      when 11 then project.followed_up_on
    end as done_on,
    -- Days are counted from a stage; where that was passed on an unknown day, so is the due day.
    coalesce(rule.after_no, 0) <= project.reached_no as begun
  from mart_project_stage as project
  join mart_process_step as rule
    on rule.process_no = project.process_no
  where not project.stopped
    and rule.deadline_kind in ('day_of_year', 'days_after')
    and rule.stage <> 'progress'
    and (rule.stage_no <= 4 or project.reached_no >= 4)
),
in_force as (
  select candidate.*
  from candidate
  cross join case_info
  where (begun or due_on is not null)
    and coalesce(due_on, done_on, case_info.as_of) between rules_from and rules_to
),
-- Where a rule changed and both the old and the new day fall in the time of their rule, the newer
-- rule speaks.
newest as (
  select
    project_no,
    stage_no,
    max(rules_from) as rules_from
  from in_force
  where changes
  group by project_no, stage_no
),
due as (
  select
    in_force.project_no,
    in_force.rule_no,
    in_force.stage_no,
    cast(null as date) as period,
    in_force.due_on,
    in_force.done_on,
    -- A stage with a day is done; without one, only the status or a later stage tells.
    in_force.reached_no >= in_force.stage_no as passed,
    true as asked
  from in_force
  left join newest
    on newest.project_no = in_force.project_no
   and newest.stage_no = in_force.stage_no
   and in_force.changes
  where not in_force.changes
     or newest.rules_from = in_force.rules_from
),
-- Monthly reports: every month whose due day lies between contract and acceptance, for three years
-- at most. Months of a project whose acceptance has no day are not known, so none is expected.
kept as (
  select distinct plan_year, programme_level
  from mart_project_stage
  where progress_on is not null
),
reporting as (
  select
    project.project_no,
    project.contracted_on,
    project.accepted_on,
    rule.rule_no,
    kept.plan_year is not null as kept
  from mart_project_stage as project
  join mart_process_step as rule
    on rule.process_no = project.process_no
  left join kept
    on kept.plan_year = project.plan_year
   and kept.programme_level is not distinct from project.programme_level
  where not project.stopped
    and rule.deadline_kind = 'day_of_month'
    and rule.stage = 'progress'
    and project.contracted_on is not null
    and (project.accepted_on is not null or project.reached_no < 8)
),
month_span as (
  select
    reporting.*,
    12 * year(reporting.contracted_on) + month(reporting.contracted_on) - 1 as first_month,
    least(
      12 * year(coalesce(reporting.accepted_on, case_info.as_of))
        + month(coalesce(reporting.accepted_on, case_info.as_of)) - 1,
      12 * year(reporting.contracted_on) + month(reporting.contracted_on) + 34
    ) as last_month
  from reporting
  cross join case_info
),
month_asked as (
  select
    project_no,
    contracted_on,
    accepted_on,
    rule_no,
    kept,
    unnest(generate_series(first_month, last_month)) as month_no
  from month_span
  where first_month <= last_month
),
-- The due day of every rule in every month there is; the 31st of a shorter month is its last day.
month_there as (
  select distinct month_no
  from month_asked
),
month_dated as (
  select
    month_no,
    make_date(cast(floor(month_no / 12) as integer), cast(month_no % 12 + 1 as integer), 1)
      as period
  from month_there
),
month_rule as (
  select
    rule.rule_no,
    rule.stage_no,
    month_dated.month_no,
    month_dated.period,
    least(month_dated.period + rule.deadline_day - 1, last_day(month_dated.period)) as due_on
  from month_dated
  join mart_process_step as rule
    on rule.deadline_kind = 'day_of_month'
   and rule.stage = 'progress'
  where least(month_dated.period + rule.deadline_day - 1, last_day(month_dated.period))
    between rule.rules_from and rule.rules_to
),
report as (
  select
    mart_project.project_no,
    12 * progress_report.year + progress_report.month - 1 as month_no,
    progress_report.reported_on
  from progress_report
  join mart_project
    on mart_project.project_id = progress_report.project_id
  cross join case_info
  where progress_report.reported_on <= case_info.as_of
),
report_due as (
  select
    month_asked.project_no,
    month_asked.rule_no,
    month_rule.stage_no,
    month_rule.period,
    month_rule.due_on,
    report.reported_on as done_on,
    not month_asked.kept as passed,
    month_asked.accepted_on is null as asked
  from month_asked
  join month_rule
    on month_rule.rule_no = month_asked.rule_no
   and month_rule.month_no = month_asked.month_no
  left join report
    on report.project_no = month_asked.project_no
   and report.month_no = month_asked.month_no
  where month_asked.contracted_on <= month_rule.due_on
    and (month_asked.accepted_on is null or month_rule.due_on < month_asked.accepted_on)
),
every as (
  select * from due
  union all
  select * from report_due
)
select
  every.project_no,
  every.rule_no,
  every.stage_no,
  every.period,
  every.due_on,
  every.done_on,
  case
    when every.due_on is null then 'not_recorded'
    when every.done_on <= every.due_on then 'met'
    when every.done_on > every.due_on then 'late'
    when every.passed then 'not_recorded'
    when every.due_on < case_info.as_of then 'overdue'
    else 'open'
  end as state,
  case
    when every.done_on > every.due_on then date_diff('day', every.due_on, every.done_on)
    when every.done_on is null and not every.passed and every.due_on < case_info.as_of
      then date_diff('day', every.due_on, case_info.as_of)
  end as days,
  every.asked
from every
cross join case_info;

-- Applications with their place (their own, finer where their establishment's says more, else their
-- establishment's) and how far they got.
create table mart_application as
select
  application.application_id,
  project.project_no,
  cast(year(application.submitted_on) as integer) as year,
  coalesce(application.activity, project.activity) as activity,
  coalesce(finer.unit_no, place.unit_no) as unit_no,
  case when finer.unit_no is null then place.district else finer.district end as district_2020,
  establishment.industry,
  establishment.size,
  application.result,
  application.reason,
  application.submitted_on,
  application.decided_on,
  application.score,
  application.project_id is not null as has_project,
  coalesce(project.reached_no, 0) as reached_no,
  coalesce(project.stopped, false) as stopped
from application
left join establishment
  on establishment.establishment_id = application.establishment_id
left join mart_unit_district as place
  on place.unit_id = application.unit_id
left join mart_record_place as finer
  on finer.record = 'application'
 and finer.record_id = application.application_id
left join mart_project_stage as project
  on project.project_id = application.project_id;
