-- Jobs at supported establishments in the year of support and one, two and three years later,
-- each against the year before it. Sums of squares are over establishments, which may come back.
-- uses: scoped_support, job_events, job_path
with horizon as (
  select unnest(generate_series(0, 3)) as since
),
laid as (
  select
    horizon.since,
    path.establishment_no,
    path.year + horizon.since > path.last_year as too_early,
    path.before,
    case horizon.since
      when 0 then path.during
      when 1 then path.after_1
      when 2 then path.after_2
      else path.after_3
    end as later,
    path.closed_year <= path.year + horizon.since as closed
  from job_path as path
  cross join horizon
),
changed as (
  select
    *,
    later - before as change
  from laid
  where not too_early
),
each_establishment as (
  select
    since,
    establishment_no,
    count(change) as known,
    sum(change) as net
  from changed
  group by since, establishment_no
),
spread as (
  select
    since,
    count(case when known > 0 then 1 end) as establishments,
    sum(known * known) as known_squared,
    sum(net * net) as net_squared,
    sum(net * known) as cross_product
  from each_establishment
  group by since
),
counted as (
  select
    since,
    count(*) as due,
    count(case when before is null then 1 end) as before_unknown,
    count(case when before is not null and later is null then 1 end) as later_unknown,
    count(case when change is not null and closed and later = 0 then 1 end) as closed,
    count(change) as known,
    sum(case when change is not null then before end) as jobs_before,
    sum(case when change > 0 then change when change <= 0 then 0 end) as created,
    sum(case when change < 0 then -change when change >= 0 then 0 end) as lost,
    sum(change) as net
  from changed
  group by since
),
early as (
  select
    since,
    count(*) as too_early
  from laid
  where too_early
  group by since
)
select
  cast(horizon.since as integer) as since,
  coalesce(early.too_early, 0) as too_early,
  coalesce(counted.due, 0) as due,
  coalesce(counted.before_unknown, 0) as before_unknown,
  coalesce(counted.later_unknown, 0) as later_unknown,
  coalesce(counted.known, 0) as known,
  coalesce(counted.closed, 0) as closed,
  coalesce(spread.establishments, 0) as establishments,
  counted.jobs_before,
  counted.created,
  counted.lost,
  counted.net,
  spread.known_squared,
  spread.net_squared,
  spread.cross_product
from horizon
left join counted
  on counted.since = horizon.since
left join spread
  on spread.since = horizon.since
left join early
  on early.since = horizon.since
where coalesce(early.too_early, 0) + coalesce(counted.due, 0) > 0
order by horizon.since
