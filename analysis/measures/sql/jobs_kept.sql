-- Jobs added in the year of support and how many of them were there 12 and 24 months later, summed
-- for each establishment by {group}: what an interval over establishments needs.
-- uses: scoped_support, job_events, job_path
with followed as (
  select
    {group} as part,
    establishment_no,
    12 as months,
    year + 1 > last_year as too_early,
    closed_year <= year + 1 and after_1 = 0 as closed,
    greatest(during - before, 0) as added,
    least(greatest(during - before, 0), greatest(after_1 - before, 0)) as kept,
    before is not null and during is not null and after_1 is not null as known
  from job_path
  union all
  select
    {group} as part,
    establishment_no,
    24 as months,
    year + 2 > last_year as too_early,
    closed_year <= year + 2 and after_2 = 0 as closed,
    greatest(during - before, 0) as added,
    least(greatest(during - before, 0), greatest(after_2 - before, 0)) as kept,
    before is not null and during is not null and after_2 is not null as known
  from job_path
)
select
  part,
  cast(months as integer) as months,
  establishment_no,
  count(*) as events,
  count(case when too_early then 1 end) as too_early,
  count(case when known then 1 end) as known,
  count(case when known and added > 0 then 1 end) as adding,
  count(case when known and added > 0 and closed then 1 end) as closed,
  coalesce(sum(case when known then added end), 0) as added,
  coalesce(sum(case when known then kept end), 0) as kept
from followed
group by part, months, establishment_no
order by part, months, establishment_no
