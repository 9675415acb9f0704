-- The files asked about: those named, else those handed in and still undecided on the day known. A
-- file is for the plan year of its project; without one, for the next year when it asks national
-- money (due by 20 May of the year before) or came in from June on, else for its own year; where
-- the source of a file of the first months is unknown, the plan year is. The place is the file's
-- own, else that of its establishment.
select *
from (
  select
    application.application_id,
    application.establishment_id,
    application.project_id,
    coalesce(application.activity, project.activity) as activity,
    coalesce(application.activity_kind, project.activity_kind) as activity_kind,
    application.submitted_on,
    application.currency,
    application.requested,
    application.counterpart,
    application.content,
    application.fund_source,
    application.machinery_new,
    application.technology_new,
    application.committed,
    application.cleaner,
    application.workers_planned,
    case when project.approved_on <= $known_on::date then project.officer end as officer,
    coalesce(application.unit_id, establishment.unit_id) as unit_id,
    cast(
      case
        when project.plan_year is not null then project.plan_year
        when application.fund_source = 'national' or month(application.submitted_on) >= 6
          then year(application.submitted_on) + 1
        when application.fund_source is not null then year(application.submitted_on)
      end as integer
    ) as plan_year
  from application
  join establishment
    on establishment.establishment_id = application.establishment_id
  left join project
    on project.project_id = application.project_id
  where application.submitted_on <= $known_on::date
    -- filter: named
    and application.application_id in (select unnest($applications::varchar[]))
    -- end
    -- filter: undecided
    and (application.result = 'pending' or application.decided_on > $known_on::date)
    -- end
) as handed_in
where true
  -- filter: plan_years
  and list_contains($plan_years::integer[], plan_year)
  -- end
