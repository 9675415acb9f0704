-- Workers of supported establishments in the year of support against the year before, by {group}.
-- uses: scoped_support, job_events, job_path
with changed as (
  select
    {group} as part,
    before,
    (before + during) / 2 as base,
    during - before as change
  from job_path
)
select
  part,
  count(*) as events,
  count(change) as known,
  cast(sum(case when change is not null then before end) as bigint) as jobs_before,
  cast(sum(case when change > 0 then change when change <= 0 then 0 end) as bigint) as created,
  cast(sum(case when change < 0 then -change when change >= 0 then 0 end) as bigint) as lost,
  cast(sum(change) as bigint) as net,
  sum(change) / nullif(sum(case when change is not null then base end), 0) as net_rate
from changed
group by part
order by part
