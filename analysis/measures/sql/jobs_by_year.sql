-- Workers at supported establishments: the year of support against the year before.
-- Gains and losses are summed apart; who did not answer in both years is counted, not guessed.
-- uses: scoped_support
with supported as (
  select distinct establishment_id, year
  from scoped_support
),
change as (
  select
    supported.year,
    jobs.workers_before,
    jobs.workers_after,
    jobs.workers_after - jobs.workers_before as difference
  from supported
  join mart_jobs as jobs
    on jobs.establishment_id = supported.establishment_id
   and jobs.year = supported.year
)
select
  year,
  count(*) as supported,
  count(difference) as answered,
  cast(sum(case when difference is not null then workers_before end) as bigint) as workers_before,
  cast(sum(case when difference > 0 then difference when difference <= 0 then 0 end) as bigint)
    as gained,
  cast(sum(case when difference < 0 then -difference when difference >= 0 then 0 end) as bigint)
    as lost,
  cast(sum(difference) as bigint) as net
from change
group by year
order by year
