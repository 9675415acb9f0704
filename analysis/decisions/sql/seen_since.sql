-- The change of an outcome, on its own scale, of establishments from the year before a plan year to
-- the year after it; null where either was not reported. `helped` says whether support of the
-- programme reached them from the plan year to the year after it, `due` whether anybody has reported
-- for that year.
with asked as (
  select
    unnest($establishments::varchar[]) as establishment_id,
    unnest($plan_years::integer[]) as plan_year
),
record as (
  select
    establishment.establishment_id,
    outcome.year,
    {outcome} as value
  from mart_outcome as outcome
  join mart_establishment as establishment
    on establishment.establishment_no = outcome.establishment_no
),
last_record as (
  select max(year) as year
  from mart_outcome
)
select
  asked.establishment_id,
  asked.plan_year,
  following.value - before.value as change,
  exists (
    select 1
    from mart_support as support
    where support.establishment_id = asked.establishment_id
      and support.goes_ahead
      and support.year between asked.plan_year and asked.plan_year + 1
  ) as helped,
  coalesce(last_record.year > asked.plan_year, false) as due
from asked
cross join last_record
left join record as before
  on before.establishment_id = asked.establishment_id
 and before.year = asked.plan_year - 1
left join record as following
  on following.establishment_id = asked.establishment_id
 and following.year = asked.plan_year + 1
order by asked.plan_year, asked.establishment_id
