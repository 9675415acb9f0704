-- The data set's own sums by plan year, from which every benchmark is divided: each numerator
-- beside its own denominator, over the projects that know both. Local money is that of every local
-- source; a sum is unknown where nothing of it is known.
-- uses: scoped_funding, scoped_support
with per_project as (
  select
    project_no,
    plan_year,
    max(case when status in ('planned', 'stopped') then 0 else 1 end) = 1 as goes_ahead,
    sum(planned) as planned,
    sum(disbursed) as disbursed,
    count(*) = count(planned) as plan_known,
    count(*) = count(disbursed) as paid_known,
    max(case when fund_source = 'unknown' then 1 else 0 end) = 0 as sources_known,
    sum(case when fund_source = 'national' then planned end) as national_planned,
    sum(case when fund_source = 'national' then disbursed end) as national_paid,
    sum(case when fund_source in ('provincial', 'district', 'local') then planned end)
      as local_planned,
    sum(case when fund_source in ('provincial', 'district', 'local') then disbursed end)
      as local_paid,
    sum(case when disbursed is not null then planned end) as matched_plan,
    sum(case when planned is not null then disbursed end) as matched_paid,
    sum(case when fund_source = 'national' and disbursed is not null then planned end)
      as national_matched_plan,
    sum(case when fund_source = 'national' and planned is not null then disbursed end)
      as national_matched_paid,
    sum(
      case
        when fund_source in ('provincial', 'district', 'local') and disbursed is not null
          then planned
      end
    ) as local_matched_plan,
    sum(
      case
        when fund_source in ('provincial', 'district', 'local') and planned is not null
          then disbursed
      end
    ) as local_matched_paid
  from scoped_funding
  where project_no is not null
  group by project_no, plan_year
),
own_money as (
  select
    project_no,
    sum(counterpart) as counterpart
  from scoped_support
  group by project_no
  having count(*) = count(counterpart)
),
project_sums as (
  select
    whole.plan_year,
    sum(case when goes_ahead and paid_known then disbursed end) as paid,
    count(case when goes_ahead and paid_known then 1 end) as paid_projects,
    sum(case when plan_known then planned end) as planned,
    count(case when plan_known then 1 end) as planned_projects,
    sum(case when goes_ahead and paid_known then national_paid end) as national_project_paid,
    count(case when goes_ahead and paid_known then national_paid end) as national_projects,
    sum(case when goes_ahead and paid_known then local_paid end) as local_project_paid,
    count(case when goes_ahead and paid_known then local_paid end) as local_projects,
    sum(own_money.counterpart) as counterpart,
    count(own_money.counterpart) as counterpart_projects,
    sum(case when goes_ahead and paid_known and trainees.trainees > 0 then disbursed end)
      as training_paid,
    sum(case when goes_ahead and paid_known then trainees.trainees end) as trainees,
    sum(case when paid_known and sources_known then disbursed end) as sourced_paid,
    sum(case when paid_known and sources_known then coalesce(national_paid, 0) end)
      as national_paid,
    sum(case when plan_known and sources_known then planned end) as sourced_plan,
    sum(case when plan_known and sources_known then coalesce(national_planned, 0) end)
      as national_plan,
    case when count(*) = count(case when paid_known then 1 end) then sum(disbursed) end
      as whole_paid,
    sum(matched_plan) as matched_plan,
    sum(matched_paid) as matched_paid,
    sum(national_matched_plan) as national_matched_plan,
    sum(national_matched_paid) as national_matched_paid,
    sum(local_matched_plan) as local_matched_plan,
    sum(local_matched_paid) as local_matched_paid
  from per_project as whole
  left join own_money
    on own_money.project_no = whole.project_no
  left join mart_trainees as trainees
    on trainees.project_no = whole.project_no
  group by whole.plan_year
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
