-- Money and jobs of each establishment over its years of support, by {group}: jobs added, net, and
-- added and still there two years later; money only where the jobs of the same year are known.
-- uses: scoped_support, job_events, job_path
with jobs as (
  select
    {group} as part,
    'added' as jobs_basis,
    establishment_no,
    currency,
    grant_amount,
    counterpart,
    greatest(during - before, 0) as jobs,
    before is not null and during is not null as known
  from job_path
  union all
  select
    {group} as part,
    'net' as jobs_basis,
    establishment_no,
    currency,
    grant_amount,
    counterpart,
    during - before as jobs,
    before is not null and during is not null as known
  from job_path
  union all
  select
    {group} as part,
    'kept_24' as jobs_basis,
    establishment_no,
    currency,
    grant_amount,
    counterpart,
    least(greatest(during - before, 0), greatest(after_2 - before, 0)) as jobs,
    before is not null and during is not null and after_2 is not null as known
  from job_path
)
select
  part,
  jobs_basis,
  currency,
  establishment_no,
  count(*) as events,
  count(case when not known then 1 end) as jobs_unknown,
  count(case when known then grant_amount end) as granted,
  sum(case when known and grant_amount is not null then jobs end) as granted_jobs,
  cast(sum(case when known then grant_amount end) as double) as granted_money,
  count(case when known then grant_amount + counterpart end) as invested,
  sum(case when known and grant_amount + counterpart is not null then jobs end) as invested_jobs,
  cast(sum(case when known then grant_amount + counterpart end) as double) as invested_money
from jobs
group by part, jobs_basis, currency, establishment_no
order by part, jobs_basis, currency, establishment_no
