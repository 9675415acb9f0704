-- Jobs, counted in {group}, of each year against the year before: created and lost apart, by what
-- the establishments did, at those supported already and those not. A founding counts from no job
-- and a closing to none; who did not report is counted and no loss.
-- uses: outcome_establishments
with reported as (
  select
    establishment_no,
    year,
    cast({group} as double) as jobs,
    fte_basis = 'derived' as derived
  from mart_outcome
  where {group} is not null
),
calendar as (
  select distinct year
  from mart_outcome
  where year - 1 in (select year from mart_outcome)
    -- filter: years
    and list_contains($years::integer[], year)
    -- end
),
paired as (
  select
    coalesce(now.establishment_no, earlier.establishment_no) as establishment_no,
    coalesce(now.year, earlier.year + 1) as year,
    now.jobs as jobs_now,
    earlier.jobs as jobs_before,
    coalesce(now.derived, false) or coalesce(earlier.derived, false) as derived
  from reported as now
  full join reported as earlier
    on earlier.establishment_no = now.establishment_no
   and earlier.year + 1 = now.year
),
placed as (
  select
    paired.year,
    coalesce(place.first_year <= paired.year, false) as supported,
    coalesce(paired.jobs_now, 0) as jobs_now,
    coalesce(paired.jobs_before, 0) as jobs_before,
    paired.derived,
    coalesce(paired.year < place.founded_year, false)
      or coalesce(paired.year > place.closed_year, false) as outside_life,
    place.founded_year,
    place.closed_year,
    case
      when paired.jobs_now is not null and paired.jobs_before is not null then 'continuing'
      when paired.jobs_now is not null and place.founded_year = paired.year then 'entering'
      when paired.jobs_before is not null and place.closed_year <= paired.year then 'closing'
    end as kind
  from paired
  join calendar
    on calendar.year = paired.year
  join outcome_establishments as place
    on place.establishment_no = paired.establishment_no
  where place.first_year <= paired.year
     or place.ever_first_year is null
     or place.ever_first_year > paired.year
),
moved as (
  select
    *,
    jobs_now - jobs_before as change,
    (jobs_now + jobs_before) / 2 as base
  from placed
  where kind is not null
),
measured as (
  select
    year,
    supported,
    count(case when kind = 'continuing' then 1 end) as continuing,
    count(case when kind = 'entering' then 1 end) as entering,
    count(case when kind = 'closing' then 1 end) as closing,
    count(case when outside_life then 1 end) as outside_life,
    count(case when kind <> 'entering' and founded_year = year then 1 end) as founded_otherwise,
    count(case when kind <> 'closing' and closed_year = year then 1 end) as closed_otherwise,
    count(case when derived then 1 end) as derived,
    sum(jobs_before) as jobs_before,
    sum(jobs_now) as jobs_now,
    sum(case when kind <> 'entering' and change > 0 then change else 0 end) as created_growing,
    sum(case when kind = 'entering' then change else 0 end) as created_entering,
    sum(case when kind <> 'closing' and change < 0 then -change else 0 end) as lost_shrinking,
    sum(case when kind = 'closing' then -change else 0 end) as lost_closing,
    sum(base) as base,
    sum(change * change) as change_squared,
    sum(base * base) as base_squared,
    sum(change * base) as cross_product
  from moved
  group by year, supported
),
-- Years of life are counted before they are laid on the calendar: there are few of them.
lives as (
  select
    founded_year,
    closed_year,
    first_year,
    ever_first_year,
    count(*) as establishments
  from outcome_establishments
  group by founded_year, closed_year, first_year, ever_first_year
),
there as (
  select
    calendar.year,
    coalesce(lives.first_year <= calendar.year, false) as supported,
    cast(sum(lives.establishments) as bigint) as alive,
    cast(sum(case when lives.founded_year = calendar.year then lives.establishments else 0 end)
      as bigint) as founded,
    cast(sum(
      case
        when lives.closed_year = calendar.year
         and coalesce(lives.founded_year < calendar.year, true)
          then lives.establishments
        else 0
      end
    ) as bigint) as closed
  from calendar
  join lives
    on coalesce(lives.founded_year, calendar.year) <= calendar.year
   and coalesce(lives.closed_year, calendar.year) >= calendar.year
  where lives.first_year <= calendar.year
     or lives.ever_first_year is null
     or lives.ever_first_year > calendar.year
  group by calendar.year, coalesce(lives.first_year <= calendar.year, false)
)
select
  coalesce(there.year, measured.year) as year,
  coalesce(there.supported, measured.supported) as supported,
  coalesce(there.alive, 0) + coalesce(measured.outside_life, 0) as asked,
  coalesce(there.founded, 0) as founded,
  coalesce(there.closed, 0) as closed,
  coalesce(measured.continuing, 0) as continuing,
  coalesce(measured.entering, 0) as entering,
  coalesce(measured.closing, 0) as closing,
  coalesce(measured.founded_otherwise, 0) as founded_otherwise,
  coalesce(measured.closed_otherwise, 0) as closed_otherwise,
  coalesce(measured.outside_life, 0) as outside_life,
  coalesce(measured.derived, 0) as derived,
  measured.jobs_before,
  measured.jobs_now,
  measured.created_growing,
  measured.created_entering,
  measured.lost_shrinking,
  measured.lost_closing,
  measured.base,
  measured.change_squared,
  measured.base_squared,
  measured.cross_product
from there
full join measured
  on measured.year = there.year
 and measured.supported = there.supported
order by year, supported desc
