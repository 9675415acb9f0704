-- How long each stage took: one row per stage, {group}, state and number of days.
-- A stage under way is censored at the data's day; that of a stopped project on the last day that
-- is recorded of it, as the day it stopped is not; a withdrawn application on the day it was
-- withdrawn. Where a later stage or the status shows that a stage ended, but not when, its length
-- is not known. Where nobody records the day a settlement file is handed in, the time from
-- acceptance to settlement is one stage.
-- uses: process_project, process_application
with filing as (
  select count(settlement_filed_on) > 0 as recorded
  from mart_project_stage
),
span as (
  select
    'registered_appraised' as stage_time,
    {group} as part,
    registered_on as starts_on,
    appraised_on as ends_on,
    reached_no >= 2 as ended,
    case when stopped then last_on end as stopped_on
  from process_project
  where registered_on is not null
  union all
  select
    'appraised_approved',
    {group},
    appraised_on,
    approved_on,
    reached_no >= 4,
    case when stopped then last_on end
  from process_project
  where appraised_on is not null
  union all
  select
    'approved_contracted',
    {group},
    approved_on,
    contracted_on,
    reached_no >= 5,
    case when stopped then last_on end
  from process_project
  where approved_on is not null
  union all
  select
    'contracted_accepted',
    {group},
    contracted_on,
    accepted_on,
    reached_no >= 8,
    case when stopped then last_on end
  from process_project
  where contracted_on is not null
  union all
  select
    'accepted_filed',
    {group},
    accepted_on,
    settlement_filed_on,
    reached_no >= 9,
    case when stopped then last_on end
  from process_project
  cross join filing
  where accepted_on is not null
    and filing.recorded
  union all
  select
    'filed_settled',
    {group},
    settlement_filed_on,
    settled_on,
    reached_no >= 10,
    case when stopped then last_on end
  from process_project
  where settlement_filed_on is not null
  union all
  select
    'accepted_settled',
    {group},
    accepted_on,
    settled_on,
    reached_no >= 10,
    case when stopped then last_on end
  from process_project
  cross join filing
  where accepted_on is not null
    and not filing.recorded
),
measured as (
  select
    span.stage_time,
    span.part,
    case
      when span.ends_on is not null then 'ended'
      when span.ended then 'end_unknown'
      else 'waiting'
    end as state,
    case
      when span.ends_on is not null or not span.ended
        then date_diff(
          'day', span.starts_on, coalesce(span.ends_on, span.stopped_on, case_info.as_of)
        )
    end as days
  from span
  cross join case_info
),
decided as (
  select
    'submitted_decided' as stage_time,
    application.{group} as part,
    case
      when application.result in ('approved', 'refused')
       and application.decided_on <= case_info.as_of then 'ended'
      when application.result = 'pending' then 'waiting'
      when application.result = 'withdrawn'
       and application.decided_on <= case_info.as_of then 'waiting'
      else 'end_unknown'
    end as state,
    case
      when application.result = 'pending'
        then date_diff('day', application.submitted_on, case_info.as_of)
      when application.decided_on <= case_info.as_of
        then date_diff('day', application.submitted_on, application.decided_on)
    end as days
  from process_application as application
  cross join case_info
  where application.submitted_on <= case_info.as_of
),
both_kinds as (
  select * from measured
  union all
  select * from decided
)
select
  stage_time,
  cast(part as varchar) as part,
  state,
  days,
  count(*) as number
from both_kinds
group by stage_time, part, state, days
order by stage_time, part, state, days
