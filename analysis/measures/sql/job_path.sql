-- Jobs at each establishment from the year before a year of support to three years after it. One
-- founded since had none before, one closed since has none: that is known without a report.
with record as (
  select
    establishment_no,
    year,
    cast(
      -- filter: workers
      workers
      -- end
      -- filter: fte
      full_time_equivalents
      -- end
      -- filter: women
      workers_women
      -- end
      -- filter: skilled
      workers_skilled
      -- end
      as double
    ) as jobs
  from mart_outcome
),
answered as (
  select
    event.establishment_no,
    event.year,
    max(case when record.year = event.year - 1 then record.jobs end) as before,
    max(case when record.year = event.year then record.jobs end) as during,
    max(case when record.year = event.year + 1 then record.jobs end) as after_1,
    max(case when record.year = event.year + 2 then record.jobs end) as after_2,
    max(case when record.year = event.year + 3 then record.jobs end) as after_3
  from job_events as event
  join record
    on record.establishment_no = event.establishment_no
   and record.year between event.year - 1 and event.year + 3
  group by event.establishment_no, event.year
)
select
  event.*,
  place.closed_year,
  last_report.year as last_year,
  coalesce(answered.before, case when place.founded_year >= event.year then 0 end) as before,
  coalesce(answered.during, case when place.closed_year <= event.year then 0 end) as during,
  coalesce(answered.after_1, case when place.closed_year <= event.year + 1 then 0 end) as after_1,
  coalesce(answered.after_2, case when place.closed_year <= event.year + 2 then 0 end) as after_2,
  coalesce(answered.after_3, case when place.closed_year <= event.year + 3 then 0 end) as after_3
from job_events as event
join mart_establishment as place
  on place.establishment_no = event.establishment_no
left join answered
  on answered.establishment_no = event.establishment_no
 and answered.year = event.year
cross join (select max(year) as year from mart_outcome) as last_report
