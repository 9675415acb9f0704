-- Marts of how the work runs and of the places of industry: whether each project kept to its
-- process, difficulties raised, clusters and zones.

-- One row per project: its dates (those of mart_project_stage), and for each way of leaving the
-- process whether it did: true, false, or null where it cannot be told.
-- A stage is missing when a later one is dated, the process of the project has it (every stage
-- where no process is recorded), and the data hold its date for some project of the same level:
-- dates that nobody records say nothing of one project.
create table mart_work as
with process as (
  select
    mart_process.process_no,
    count(step.stage) = 0 as unwritten,
    count(case when step.stage = 'appraised' then 1 end) > 0 as appraised,
    count(case when step.stage = 'sent_to_ministry' then 1 end) > 0 as sent_to_ministry,
    count(case when step.stage = 'approved' then 1 end) > 0 as approved,
    count(case when step.stage = 'contracted' then 1 end) > 0 as contracted,
    count(case when step.stage = 'accepted' then 1 end) > 0 as accepted,
    count(case when step.stage = 'settlement_filed' then 1 end) > 0 as settlement_filed
  from mart_process
  cross join case_info
  left join mart_process_step as step
    on step.process_no = mart_process.process_no
   and case_info.as_of between step.rules_from and step.rules_to
  group by mart_process.process_no
),
recorded as (
  select
    programme_level,
    count(appraised_on) > 0 as appraised,
    count(sent_to_ministry_on) > 0 as sent_to_ministry,
    count(approved_on) > 0 as approved,
    count(contracted_on) > 0 as contracted,
    count(accepted_on) > 0 as accepted,
    count(settlement_filed_on) > 0 as settlement_filed
  from mart_project_stage
  group by programme_level
),
undated_advance as (
  select distinct project_no
  from mart_payment
  where stage = 'advance'
    and month is null
),
advanced_project as (
  select
    project_no,
    case
      when max(case when status = 'beyond' then 1 else 0 end) = 1 then true
      when count(*) = count(case when status = 'within' then 1 end) then false
    end as over_rule,
    max(case when status in ('within', 'beyond', 'cannot_tell') then 0 else 1 end) = 1
      as without_rule
  from mart_ceiling_case
  where applies_to = 'advance'
  group by project_no
),
-- Money is all in the currency of the data set: other money is refused when it is loaded.
money as (
  select
    project_no,
    case when count(*) = count(approved) then sum(approved) end as approved,
    case when count(*) = count(disbursed) then sum(disbursed) end as disbursed
  from mart_funding
  where project_no is not null
  group by project_no
),
-- Kinds the state pays only a share of, so that somebody else must pay the rest.
shared_kind as (
  select distinct activity_kind
  from ceiling
  where applies_here
    and max_share < 1
    and verification like 'seen%'
    and activity_kind not in ('ADVANCE_MAX', 'PRIORITY_MULT', 'ADMIN_AGENCY', 'ADMIN_UNIT')
),
counterpart as (
  select
    support.project_no,
    count(case when coalesce(support.counterpart, 0) = 0 then 1 end) > 0 as missing
  from mart_support as support
  join shared_kind
    on shared_kind.activity_kind = support.activity_kind
  where support.goes_ahead
    and support.grant_amount > 0
  group by support.project_no
),
dated as (
  select
    stage.*,
    (process.unwritten or process.appraised) and recorded.appraised as needs_appraised,
    (process.sent_to_ministry or (process.unwritten and stage.programme_level = 'national'))
      and recorded.sent_to_ministry as needs_sent,
    (process.unwritten or process.approved) and recorded.approved as needs_approved,
    (process.unwritten or process.contracted) and recorded.contracted as needs_contracted,
    (process.unwritten or process.accepted) and recorded.accepted as needs_accepted,
    (process.unwritten or process.settlement_filed) and recorded.settlement_filed as needs_filed,
    coalesce(stage.settlement_filed_on, stage.settled_on) as after_accepted,
    coalesce(stage.accepted_on, stage.settlement_filed_on, stage.settled_on) as after_contracted,
    coalesce(
      stage.contracted_on, stage.accepted_on, stage.settlement_filed_on, stage.settled_on
    ) as after_approved,
    coalesce(
      stage.approved_on, stage.contracted_on, stage.accepted_on, stage.settlement_filed_on,
      stage.settled_on
    ) as after_sent,
    coalesce(
      stage.sent_to_ministry_on, stage.approved_on, stage.contracted_on, stage.accepted_on,
      stage.settlement_filed_on, stage.settled_on
    ) as after_appraised
  from mart_project_stage as stage
  join process
    on process.process_no = stage.process_no
  join recorded
    on recorded.programme_level is not distinct from stage.programme_level
),
judged as (
  select
    *,
    case
      when needs_appraised and appraised_on is null and after_appraised is not null
        then 'appraised'
      when needs_sent and sent_to_ministry_on is null and after_sent is not null
        then 'sent_to_ministry'
      when needs_approved and approved_on is null and after_approved is not null
        then 'approved'
      when needs_contracted and contracted_on is null and after_contracted is not null
        then 'contracted'
      when needs_accepted and accepted_on is null and after_accepted is not null
        then 'accepted'
      when needs_filed and settlement_filed_on is null and settled_on is not null
        then 'settlement_filed'
    end as missing_stage
  from dated
)
select
  judged.project_no,
  judged.process_no,
  judged.plan_year,
  judged.activity,
  judged.unit_no,
  judged.officer,
  -- Under way: begun or approved, and neither settled nor stopped.
  not judged.stopped
    and coalesce(judged.status, '') <> 'settled'
    and judged.settled_on is null
    and (coalesce(judged.status, '') in ('running', 'accepted') or judged.approved_on is not null)
    as under_way,
  judged.approved_on,
  judged.contracted_on,
  judged.advanced_on,
  judged.accepted_on,
  judged.settled_on,
  judged.contracted_on < judged.approved_on as contracted_before_approved,
  case
    when judged.advanced_on < judged.contracted_on then true
    when undated_advance.project_no is null then judged.advanced_on < judged.contracted_on
  end as advance_before_contract,
  advanced_project.over_rule as advance_over_rule,
  coalesce(advanced_project.without_rule, false) as advance_without_rule,
  judged.accepted_on < judged.contracted_on as accepted_before_contracted,
  judged.settled_on < judged.accepted_on as settled_before_accepted,
  case when judged.after_appraised is not null then judged.missing_stage is not null end
    as stage_missing,
  judged.missing_stage,
  case_info.currency,
  cast(money.approved as bigint) as approved,
  cast(money.disbursed as bigint) as disbursed,
  money.disbursed > money.approved as disbursed_over_approved,
  counterpart.missing as counterpart_missing
from judged
cross join case_info
left join undated_advance
  on undated_advance.project_no = judged.project_no
left join advanced_project
  on advanced_project.project_no = judged.project_no
left join money
  on money.project_no = judged.project_no
left join counterpart
  on counterpart.project_no = judged.project_no;

-- One row per project and way it left the process: the stage due first, the one done too soon.
create table mart_deviation_case as
select
  project_no,
  'contracted_before_approved' as deviation,
  'approved' as before_stage,
  approved_on as before_on,
  'contracted' as after_stage,
  contracted_on as after_on
from mart_work
where contracted_before_approved
union all
select
  project_no, 'advance_before_contract', 'contracted', contracted_on, 'advanced',
  advanced_on
from mart_work
where advance_before_contract
union all
select project_no, 'advance_over_rule', null, null, 'advanced', advanced_on
from mart_work
where advance_over_rule
union all
select
  project_no, 'accepted_before_contracted', 'contracted', contracted_on, 'accepted', accepted_on
from mart_work
where accepted_before_contracted
union all
select project_no, 'settled_before_accepted', 'accepted', accepted_on, 'settled', settled_on
from mart_work
where settled_before_accepted
union all
select project_no, 'stage_missing', missing_stage, null, null, null
from mart_work
where stage_missing
union all
select project_no, 'disbursed_over_approved', null, null, null, null
from mart_work
where disbursed_over_approved
union all
select project_no, 'counterpart_missing', null, null, null, null
from mart_work
where counterpart_missing;

-- One row per difficulty, its place: its own, else its project's, else its establishment's; its
-- activity is its project's.
create table mart_difficulty as
with seen as (
  select
    raised.difficulty_id,
    raised.kind,
    raised.establishment_id,
    raised.project_id,
    raised.unit_id,
    raised.raised_on,
    -- A day after the data's own is a plan, not a fact.
    case when raised.resolved_on <= case_info.as_of then raised.resolved_on end as resolved_on,
    raised.responsible
  from difficulty as raised
  cross join case_info
  where raised.raised_on <= case_info.as_of
)
select
  difficulty.difficulty_id,
  difficulty.kind,
  difficulty.raised_on,
  cast(extract(year from difficulty.raised_on) as integer) as year,
  difficulty.resolved_on,
  date_diff('day', difficulty.raised_on, coalesce(difficulty.resolved_on, case_info.as_of))
    as days,
  difficulty.resolved_on is not null as resolved,
  difficulty.responsible,
  mart_project.project_no,
  difficulty.project_id,
  difficulty.establishment_id,
  establishment.name as establishment,
  establishment.industry,
  establishment.size,
  mart_project.activity,
  coalesce(own.unit_no, mart_project.unit_no, place.unit_no) as unit_no
from seen as difficulty
cross join case_info
left join mart_project
  on mart_project.project_id = difficulty.project_id
left join establishment
  on establishment.establishment_id = difficulty.establishment_id
left join mart_unit_district as own
  on own.unit_id = difficulty.unit_id
left join mart_unit_district as place
  on place.unit_id = establishment.unit_id;

-- One row per officer and course.
create table mart_officer_training as
select
  training.officer,
  training.held_on,
  cast(extract(year from training.held_on) as integer) as year,
  training.hours,
  training.topic,
  place.unit_no,
  training.held_on > case_info.as_of - interval 24 month as recent
from officer_training as training
cross join case_info
left join mart_unit_district as place
  on place.unit_id = training.unit_id
where training.held_on <= case_info.as_of;

-- One row per cluster or zone.
create table mart_cluster as
select
  cluster.cluster_id,
  cluster.name,
  cluster.kind,
  place.unit_no,
  cluster.area_ha,
  cluster.status
from cluster
left join mart_unit_district as place
  on place.unit_id = cluster.unit_id;

-- What is reported of each cluster and year.
create table mart_cluster_year as
select
  mart_cluster.cluster_id,
  mart_cluster.unit_no,
  report.year,
  report.industrial_area_ha,
  report.leased_area_ha,
  report.establishments,
  report.workers,
  report.status
from cluster_year as report
join mart_cluster
  on mart_cluster.cluster_id = report.cluster_id
cross join case_info
where report.year <= extract(year from case_info.as_of);

-- Establishments recorded inside a cluster and not closed, with the workers they reported last.
create table mart_cluster_establishment as
with inside as (
  select
    establishment.establishment_id,
    establishment.cluster_id,
    establishment.industry,
    establishment.size
  from establishment
  cross join case_info
  where establishment.cluster_id is not null
    and (establishment.closed_on is null or establishment.closed_on > case_info.as_of)
),
last_report as (
  select
    record.establishment_id,
    max_by(record.workers, record.year) filter (where record.workers is not null) as workers,
    max(record.year) as workers_year
  from outcome_record as record
  join inside
    on inside.establishment_id = record.establishment_id
  where record.workers is not null
  group by record.establishment_id
)
select
  inside.cluster_id,
  inside.industry,
  inside.size,
  last_report.workers,
  last_report.workers_year
from inside
left join last_report
  on last_report.establishment_id = inside.establishment_id;

-- Projects that invest in a place of industry: those that name a cluster, and those of a kind that
-- is only for clusters and name none.
create table mart_cluster_project as
select
  mart_project.project_no,
  project.cluster_id
from mart_project
join project
  on project.project_id = mart_project.project_id
where project.cluster_id is not null
   or project.activity_kind in ('CLUSTER_INFRA', 'CLUSTER_PLAN', 'POLLUTION_CLUSTER');

-- Visits to clusters.
create table mart_cluster_visit as
select
  event.cluster_id,
  event.held_on,
  cast(extract(year from event.held_on) as integer) as year
from outreach_event as event
cross join case_info
where event.cluster_id is not null
  and event.held_on <= case_info.as_of;

-- Dated notes with their place; one of no place or of the province holds for all of it.
create table mart_annotation as
select
  annotation.annotation_id,
  annotation.kind,
  annotation.starts_on,
  annotation.ends_on,
  annotation.title_vi,
  coalesce(annotation.title_en, annotation.title_vi) as title_en,
  annotation.activity,
  annotation.source,
  case when unit.level = 'province' then null else place.unit_no end as unit_no
from annotation
left join administrative_unit as unit
  on unit.unit_id = annotation.unit_id
left join mart_unit_district as place
  on place.unit_id = annotation.unit_id;

-- What every project under way waits for: its next stage (item 'stage'); the acceptance its
-- contract names a day for, where another stage comes first (item 'contract'); and the monthly
-- report that is due next or is the longest overdue (item 'report'); each with its day if known.
-- date_basis: 'deadline' a rule's day; 'contract' the day the contract names; 'usual' the last
-- stage's day and the median time finished projects of the activity took from that stage to the
-- next, an expectation only, from at least 10 of them; 'undated' the day of the last stage, which
-- the status tells of, is missing; 'unknown' none of these.
create table mart_next_step as
with waiting as (
  select
    work.project_no,
    stage.process_no,
    stage.activity,
    stage.stage,
    stage.stage_on,
    here.stage_no,
    stage.next_stage,
    following.stage_no as next_no,
    stage.next_rule_no,
    stage.reached_no,
    stage.contracted_on,
    stage.accepted_on,
    project.due_on,
    project.title,
    project.implementing_unit
  from mart_work as work
  join mart_project_stage as stage
    on stage.project_no = work.project_no
  join project
    on project.project_id = stage.project_id
  left join mart_stage as here
    on here.stage = stage.stage
  left join mart_stage as following
    on following.stage = stage.next_stage
  where work.under_way
),
asked_pair as (
  select distinct
    activity,
    stage_no,
    next_no
  from waiting
  where stage_no is not null
    and next_no is not null
),
finished as (
  select
    stage.activity,
    pair.stage_no,
    pair.next_no,
    case pair.stage_no
      when 1 then stage.registered_on
      when 2 then stage.appraised_on
      when 3 then stage.sent_to_ministry_on
      when 4 then stage.approved_on
      when 5 then stage.contracted_on
      when 6 then stage.advanced_on
      when 8 then stage.accepted_on
      when 9 then stage.settlement_filed_on
      when 10 then stage.settled_on
    end as from_on,
    case pair.next_no
      when 2 then stage.appraised_on
      when 3 then stage.sent_to_ministry_on
      when 4 then stage.approved_on
      when 5 then stage.contracted_on
      when 6 then stage.advanced_on
      when 8 then stage.accepted_on
      when 9 then stage.settlement_filed_on
      when 10 then stage.settled_on
      when 11 then stage.followed_up_on
    end as to_on
  from mart_project_stage as stage
  join asked_pair as pair
    on pair.activity is not distinct from stage.activity
  where stage.settled_on is not null
),
usual as (
  select
    activity,
    stage_no,
    next_no,
    count(*) as usual_n,
    cast(round(median(date_diff('day', from_on, to_on))) as integer) as usual_days
  from finished
  where to_on >= from_on
  group by activity, stage_no, next_no
),
due as (
  select
    project_no,
    stage_no,
    min(due_on) as due_on
  from mart_deadline
  where done_on is null
    and period is null
    and due_on is not null
  group by project_no, stage_no
),
staged as (
  select
    waiting.project_no,
    'stage' as item,
    waiting.stage,
    waiting.stage_on,
    waiting.next_stage,
    step.step_id,
    case
      when waiting.next_stage is null then 'unknown'
      when due.due_on is not null then 'deadline'
      when waiting.next_stage = 'accepted' and waiting.due_on is not null then 'contract'
      when waiting.reached_no > coalesce(waiting.stage_no, 0) then 'undated'
      when usual.usual_n >= 10 then 'usual'
      else 'unknown'
    end as date_basis,
    due.due_on as deadline_on,
    waiting.due_on as contract_on,
    waiting.stage_on + usual.usual_days as usual_on,
    usual.usual_days,
    usual.usual_n,
    cast(null as integer) as reports_missing
  from waiting
  left join mart_process_step as step
    on step.rule_no = waiting.next_rule_no
  left join due
    on due.project_no = waiting.project_no
   and due.stage_no = waiting.next_no
  left join usual
    on usual.activity is not distinct from waiting.activity
   and usual.stage_no = waiting.stage_no
   and usual.next_no = waiting.next_no
),
missing_report as (
  select
    deadline.project_no,
    min(deadline.due_on) as due_on,
    count(case when deadline.state = 'overdue' then 1 end) as reports_missing
  from mart_deadline as deadline
  where deadline.period is not null
    and deadline.asked
    and deadline.state in ('overdue', 'open')
  group by deadline.project_no
),
-- Who owes none yet owes the next one: this month's or, after its day, next month's.
report_rule as (
  select
    waiting.project_no,
    waiting.stage,
    waiting.stage_on,
    step.step_id,
    missing_report.due_on as missing_on,
    coalesce(missing_report.reports_missing, 0) as reports_missing,
    cast(date_trunc('month', case_info.as_of) + interval 1 month as date) as next_month,
    step.deadline_day
  from waiting
  cross join case_info
  join mart_process_step as step
    on step.process_no = waiting.process_no
   and step.stage = 'progress'
   and step.deadline_kind = 'day_of_month'
   and case_info.as_of between step.rules_from and step.rules_to
  left join missing_report
    on missing_report.project_no = waiting.project_no
  where waiting.contracted_on is not null
    and waiting.accepted_on is null
    and waiting.reached_no < 8
),
reported as (
  select
    project_no,
    'report' as item,
    stage,
    stage_on,
    'progress' as next_stage,
    step_id,
    'deadline' as date_basis,
    coalesce(missing_on, least(next_month + deadline_day - 1, last_day(next_month)))
      as deadline_on,
    cast(null as date) as contract_on,
    cast(null as date) as usual_on,
    cast(null as integer) as usual_days,
    cast(null as bigint) as usual_n,
    cast(reports_missing as integer) as reports_missing
  from report_rule
),
promised as (
  select
    waiting.project_no,
    'contract' as item,
    waiting.stage,
    waiting.stage_on,
    'accepted' as next_stage,
    step.step_id,
    'contract' as date_basis,
    cast(null as date) as deadline_on,
    waiting.due_on as contract_on,
    cast(null as date) as usual_on,
    cast(null as integer) as usual_days,
    cast(null as bigint) as usual_n,
    cast(null as integer) as reports_missing
  from waiting
  cross join case_info
  left join mart_process_step as step
    on step.process_no = waiting.process_no
   and step.stage = 'accepted'
   and case_info.as_of between step.rules_from and step.rules_to
  where waiting.due_on is not null
    and waiting.reached_no < 8
    and waiting.accepted_on is null
    and waiting.next_no < 8
),
every as (
  select * from staged
  union all
  select * from promised
  union all
  select * from reported
)
select
  every.project_no,
  waiting.title,
  waiting.implementing_unit,
  every.item,
  every.stage,
  every.stage_on,
  every.next_stage,
  every.step_id,
  every.date_basis,
  case date_basis
    when 'deadline' then deadline_on
    when 'contract' then contract_on
    when 'usual' then usual_on
  end as due_on,
  case when date_basis = 'usual' then usual_days end as usual_days,
  case when date_basis = 'usual' then usual_n end as usual_n,
  reports_missing
from every
join waiting
  on waiting.project_no = every.project_no;

-- Applications by district of 2020-2025 and month, for what came after outreach. `month_no` counts
-- months: 12 × year + month − 1.
create table mart_application_month as
with dated as (
  select
    district_2020 as district,
    cast(12 * year(submitted_on) + month(submitted_on) - 1 as integer) as month_no,
    activity,
    industry,
    size,
    case when result = 'approved' then 1 else 0 end as approved,
    case when result in ('approved', 'refused') then 1 else 0 end as decided,
    score
  from mart_application
  cross join case_info
  where submitted_on <= case_info.as_of
)
select
  district,
  month_no,
  activity,
  industry,
  size,
  cast(count(*) as integer) as applications,
  cast(sum(approved) as integer) as approved,
  cast(sum(decided) as integer) as decided,
  cast(count(score) as integer) as scored,
  sum(score) as score_sum,
  sum(score * score) as score_squares
from dated
group by district, month_no, activity, industry, size;

-- Months of the districts in which outreach was done or officers were trained. What was done for
-- the whole province, or at no known place, belongs to no district.
create table mart_outreach_month as
with event as (
  select 'outreach' as event, unit_id, held_on
  from outreach_event
  union all
  select 'training' as event, unit_id, held_on
  from officer_training
)
select
  event.event,
  coalesce(place.district, 'unknown') as district,
  cast(
    12 * extract(year from event.held_on) + extract(month from event.held_on) - 1 as integer
  ) as month_no,
  cast(count(*) as integer) as events
from event
cross join case_info
left join mart_unit_district as place
  on place.unit_id = event.unit_id
where event.held_on <= case_info.as_of
group by
  event.event,
  coalesce(place.district, 'unknown'),
  12 * extract(year from event.held_on) + extract(month from event.held_on) - 1;
