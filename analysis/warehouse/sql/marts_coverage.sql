-- Marts of coverage: how far support reached each establishment.

-- One row per establishment, year and step of the way to support that it took in that year:
-- step_no 1 told (present at an event), 2 asked there for support, 3 applied, 4 approved,
-- 5 supported, 6 completed (the project accepted). `activity` and `project_no` are those of the
-- application or project, null where there is none; `result` and `reason` are those of an
-- application as known on the day of the data, null at other steps. A day after the data's own is a plan: it counts
-- as not yet done. An approval without a day counts in the year of its application, an acceptance
-- without one in the year of support.
create table mart_reach as
with contact as (
  select
    mart_establishment.establishment_no,
    cast(year(outreach_event.held_on) as integer) as year,
    coalesce(outreach_contact.asked_for_support, false) as asked
  from outreach_contact
  join outreach_event
    on outreach_event.event_id = outreach_contact.event_id
  join mart_establishment
    on mart_establishment.establishment_id = outreach_contact.establishment_id
  cross join case_info
  where outreach_event.held_on <= case_info.as_of
),
handed_in as (
  select
    mart_establishment.establishment_no,
    cast(year(application.submitted_on) as integer) as year,
    cast(year(coalesce(application.decided_on, application.submitted_on)) as integer)
      as decided_year,
    application.result = 'approved'
      and coalesce(application.decided_on <= case_info.as_of, true) as approved,
    case
      when application.decided_on > case_info.as_of then 'pending'
      else application.result
    end as result,
    case
      when application.decided_on > case_info.as_of then null
      else application.reason
    end as reason,
    coalesce(application.activity, mart_project.activity) as activity,
    mart_project.project_no
  from application
  join mart_establishment
    on mart_establishment.establishment_id = application.establishment_id
  left join mart_project
    on mart_project.project_id = application.project_id
  cross join case_info
  where application.submitted_on <= case_info.as_of
),
served as (
  select
    support.establishment_no,
    support.year,
    cast(year(mart_project.accepted_on) as integer) as accepted_year,
    coalesce(mart_project.accepted_on <= case_info.as_of, false)
      or (mart_project.accepted_on is null and mart_project.status in ('accepted', 'settled'))
      as completed,
    support.activity,
    support.project_no
  from mart_support as support
  join mart_project
    on mart_project.project_no = support.project_no
  cross join case_info
  where support.goes_ahead
    and support.year <= year(case_info.as_of)
),
taken as (
  select
    establishment_no,
    year,
    1 as step_no,
    cast(null as varchar) as activity,
    cast(null as integer) as project_no,
    cast(null as varchar) as result,
    cast(null as varchar) as reason
  from contact
  union all
  select establishment_no, year, 2, null, null, null, null
  from contact
  where asked
  union all
  select establishment_no, year, 3, activity, project_no, result, reason
  from handed_in
  union all
  select establishment_no, decided_year, 4, activity, project_no, null, null
  from handed_in
  where approved
  union all
  select establishment_no, year, 5, activity, project_no, null, null
  from served
  union all
  select establishment_no, coalesce(accepted_year, year), 6, activity, project_no, null, null
  from served
  where completed
)
select distinct
  establishment_no,
  year,
  step_no,
  activity,
  project_no,
  result,
  reason
from taken
-- Steps of an establishment lie together, which is what every measure of coverage gathers.
order by establishment_no;
