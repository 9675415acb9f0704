-- The data set's own sums by plan year, from which every benchmark is divided: each numerator
-- beside its own denominator, over the projects that know both. Local money is that of every
-- local source. A filter by source keeps projects with it, with their whole money.
-- uses: scoped_support
with scoped_project as (
  select *
  from mart_benchmark_project as project
  where true
    -- filter: years
    and list_contains($years::integer[], project.plan_year)
    -- end
    -- filter: districts
    and list_contains(
      $districts::varchar[],
      coalesce(list_extract($places::varchar[], project.unit_no), 'unknown')
    )
    -- end
    -- filter: activities
    and list_contains($activities::varchar[], coalesce(project.activity, 'unknown'))
    -- end
    -- filter: fund_sources
    and project.project_no in (
      select funding.project_no
      from mart_funding as funding
      where list_contains($fund_sources::varchar[], coalesce(funding.fund_source, 'unknown'))
    )
    -- end
    -- filter: industries, sizes
    and project.project_no in (
      select served.project_no
      from mart_support as served
      where true
        -- filter: industries
        and list_contains($industries::varchar[], coalesce(served.industry, 'unknown'))
        -- end
        -- filter: sizes
        and list_contains($sizes::varchar[], coalesce(served.size, 'unknown'))
        -- end
    )
    -- end
),
project_sums as (
  select
    plan_year,
    sum(case when goes_ahead then paid end) as paid,
    count(case when goes_ahead then paid end) as paid_projects,
    sum(planned) as planned,
    count(planned) as planned_projects,
    sum(case when goes_ahead and paid is not null then national_paid end)
      as national_project_paid,
    count(case when goes_ahead and paid is not null then national_paid end) as national_projects,
    sum(case when goes_ahead and paid is not null then local_paid end) as local_project_paid,
    count(case when goes_ahead and paid is not null then local_paid end) as local_projects,
    sum(case when goes_ahead then counterpart end) as counterpart,
    count(case when goes_ahead then counterpart end) as counterpart_projects,
    sum(case when goes_ahead and trainees > 0 then paid end) as training_paid,
    sum(case when goes_ahead and paid is not null then trainees end) as trainees,
    sum(case when sources_known then paid end) as sourced_paid,
    sum(case when sources_known and paid is not null then coalesce(national_paid, 0) end)
      as national_paid,
    sum(case when sources_known then planned end) as sourced_plan,
    sum(case when sources_known and planned is not null then coalesce(national_planned, 0) end)
      as national_plan,
    case when count(*) = count(paid) then sum(paid) end as whole_paid,
    sum(matched_plan) as matched_plan,
    sum(matched_paid) as matched_paid,
    sum(national_matched_plan) as national_matched_plan,
    sum(national_matched_paid) as national_matched_paid,
    sum(local_matched_plan) as local_matched_plan,
    sum(local_matched_paid) as local_matched_paid
  from scoped_project
  group by plan_year
),
support_sums as (
  select
    plan_year,
    sum(case when counterpart is not null then grant_amount end) as levered_grant,
    sum(case when grant_amount is not null then counterpart end) as levered_counterpart
  from scoped_support
  group by plan_year
),
job_row as (
  select
    support.plan_year,
    support.establishment_no,
    support.year,
    max(gain.gained) as gained,
    case when count(*) = count(support.grant_amount) then sum(support.grant_amount) end as granted
  from scoped_support as support
  join mart_job_gain as gain
    on gain.establishment_no = support.establishment_no
   and gain.year = support.year
  group by support.plan_year, support.establishment_no, support.year
),
job_sums as (
  select
    plan_year,
    sum(granted) as job_grant,
    sum(gained) as jobs_gained
  from job_row
  where granted is not null
  group by plan_year
)
select
  project_sums.*,
  support_sums.levered_grant,
  support_sums.levered_counterpart,
  job_sums.job_grant,
  job_sums.jobs_gained
from project_sums
left join support_sums
  on support_sums.plan_year = project_sums.plan_year
left join job_sums
  on job_sums.plan_year = project_sums.plan_year
order by project_sums.plan_year
