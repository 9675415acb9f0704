-- What aggregate productivity growth is made of, for every pair of neighbouring years and from the
-- first year to each later one: sums of logs and of workers by what became of the establishments.
-- Who stays has both reports; entry and exit are told by the years of founding and closing, and
-- who merely starts or stops reporting is kept apart.
-- uses: outcome_basis, outcome_establishments, outcome_rows
with reports as (
  select
    establishment_no,
    year,
    first_year,
    founded_year,
    closed_year,
    ln(productivity) as log_productivity,
    cast(workers as double) as workers
  from outcome_rows
  where productivity > 0
    and workers > 0
),
reporting_years as (
  select distinct year
  from reports
),
neighbours as (
  select
    max(earlier.year) as year_from,
    later.year as year_to
  from reporting_years as later
  join reporting_years as earlier
    on earlier.year < later.year
  group by later.year
),
pairs as (
  select year_from, year_to
  from neighbours
  union
  select
    (select min(year) from reporting_years) as year_from,
    year_to
  from neighbours
),
sides as (
  select
    pairs.year_from,
    pairs.year_to,
    coalesce(later.first_year <= pairs.year_to, false) as supported,
    case
      when earlier.establishment_no is not null then 'stayed'
      when later.founded_year > pairs.year_from then 'entered'
      else 'started_reporting'
    end as fate,
    earlier.workers as workers_from,
    earlier.log_productivity as log_from,
    later.workers as workers_to,
    later.log_productivity as log_to
  from pairs
  join reports as later
    on later.year = pairs.year_to
  left join reports as earlier
    on earlier.establishment_no = later.establishment_no
   and earlier.year = pairs.year_from
  union all
  select
    pairs.year_from,
    pairs.year_to,
    coalesce(earlier.first_year <= pairs.year_to, false),
    case when earlier.closed_year <= pairs.year_to then 'exited' else 'stopped_reporting' end,
    earlier.workers,
    earlier.log_productivity,
    null,
    null
  from pairs
  join reports as earlier
    on earlier.year = pairs.year_from
  left join reports as later
    on later.establishment_no = earlier.establishment_no
   and later.year = pairs.year_to
  where later.establishment_no is null
)
select
  year_from,
  year_to,
  supported,
  fate,
  count(*) as number,
  coalesce(sum(workers_from), 0) as workers_from,
  coalesce(sum(workers_from * log_from), 0) as weighted_from,
  coalesce(sum(log_from), 0) as logs_from,
  coalesce(sum(workers_to), 0) as workers_to,
  coalesce(sum(workers_to * log_to), 0) as weighted_to,
  coalesce(sum(log_to), 0) as logs_to
from sides
group by year_from, year_to, supported, fate
order by year_from, year_to, supported, fate
