-- Marts: the tables that pages query. One row per thing counted, places and amounts resolved.
-- Portable SQL only: these statements are the single source for other engines too.

-- Every unit's district of 2020-2025, so that years on both sides of a boundary change compare.
-- A unit that a change split (no single successor) keeps its own code.
create table mart_unit_district as
with ward_district as (
  select
    member.unit_id,
    parent.code as district
  from unit_membership as member
  join administrative_unit as parent
    on parent.unit_id = member.parent_id
  where member.relation = 'former'
     or (
       coalesce(member.valid_from, date '1900-01-01') <= date '2025-06-30'
       and coalesce(member.valid_to, date '2025-06-30') >= date '2025-06-30'
     )
),
whole_successor as (
  select
    crosswalk.from_unit_id as unit_id,
    successor.code as district
  from unit_crosswalk as crosswalk
  join administrative_unit as successor
    on successor.unit_id = crosswalk.to_unit_id
  where crosswalk.weight = 1
    and crosswalk.basis = 'any'
    and successor.level = 'district'
)
select
  unit.unit_id,
  case
    when unit.level = 'district' then coalesce(whole_successor.district, unit.code)
    when unit.level = 'commune' then ward_district.district
    -- What serves the whole province has the province for its place.
    when unit.level = 'province' then unit.code
  end as district
from administrative_unit as unit
left join whole_successor
  on whole_successor.unit_id = unit.unit_id
left join ward_district
  on ward_district.unit_id = unit.unit_id;

-- The latest name of each unit code, for labels.
create table mart_unit_name as
with ranked as (
  select
    code,
    level,
    name,
    kind,
    terrain,
    row_number() over (
      partition by code, level
      order by coalesce(valid_from, date '1900-01-01') desc
    ) as recency
  from administrative_unit
)
select code, level, name, kind, terrain
from ranked
where recency = 1;

-- Project places: the district of 2020-2025 and the unit as recorded.
create table mart_project as
select
  project.project_id,
  project.plan_year,
  project.activity,
  project.activity_kind,
  project.programme_level,
  project.status,
  project.unit_id,
  mart_unit_district.district as district_2020,
  unit.code as unit_recorded,
  unit.level as unit_level
from project
left join administrative_unit as unit
  on unit.unit_id = project.unit_id
left join mart_unit_district
  on mart_unit_district.unit_id = project.unit_id;

-- One row per project and fund source. Money paid counts in the project's plan year.
-- Where a case records payments, a project without one has been paid nothing;
-- where it records none, what was paid is unknown.
create table mart_funding as
with fund as (
  select
    project_id,
    fund_source,
    currency,
    sum(planned) as planned,
    sum(approved) as approved,
    sum(accepted) as accepted,
    sum(settled) as settled
  from project_fund
  group by project_id, fund_source, currency
),
paid as (
  select
    project_id,
    fund_source,
    currency,
    sum(case when stage = 'advance' then amount else 0 end) as advanced,
    sum(case when stage = 'recovery' then -amount else amount end) as disbursed
  from payment
  group by project_id, fund_source, currency
),
joined as (
  select
    coalesce(fund.project_id, paid.project_id) as project_id,
    coalesce(fund.fund_source, paid.fund_source) as fund_source,
    coalesce(fund.currency, paid.currency) as currency,
    fund.planned,
    fund.approved,
    fund.accepted,
    fund.settled,
    paid.advanced,
    paid.disbursed
  from fund
  full outer join paid
    on paid.project_id = fund.project_id
   and paid.fund_source is not distinct from fund.fund_source
   and paid.currency = fund.currency
),
has_payments as (
  select count(*) > 0 as recorded
  from payment
),
-- A project without a row of money still counts: its source and amounts are unknown.
from_projects as (
  select
    mart_project.project_id,
    mart_project.plan_year,
    joined.fund_source,
    mart_project.activity,
    mart_project.activity_kind,
    mart_project.district_2020,
    mart_project.unit_recorded,
    coalesce(joined.currency, case_info.currency) as currency,
    cast(joined.planned as bigint) as planned,
    cast(joined.approved as bigint) as approved,
    cast(case when recorded then coalesce(joined.advanced, 0) end as bigint) as advanced,
    cast(joined.accepted as bigint) as accepted,
    cast(case when recorded then coalesce(joined.disbursed, 0) end as bigint) as disbursed,
    cast(joined.settled as bigint) as settled,
    false as part_year
  from mart_project
  left join joined
    on joined.project_id = mart_project.project_id
  cross join has_payments
  cross join case_info
),
-- What the province itself has published by year and source, where no project is known.
from_publications as (
  select
    cast(null as varchar) as project_id,
    year_from as plan_year,
    fund_source,
    cast(null as varchar) as activity,
    cast(null as varchar) as activity_kind,
    cast(null as varchar) as district_2020,
    cast(null as varchar) as unit_recorded,
    currency,
    cast(max(case when indicator like '%_plan' then amount end) as bigint) as planned,
    cast(null as bigint) as approved,
    cast(null as bigint) as advanced,
    cast(null as bigint) as accepted,
    cast(max(case when indicator like '%_disbursed' then amount end) as bigint) as disbursed,
    cast(null as bigint) as settled,
    max(case when whole_years then 0 else 1 end) = 1 as part_year
  from published_figure
  where geography = 'Quảng Ngãi'
    and year_from = year_to
    and fund_source is not null
    and amount is not null
    and (indicator like '%_plan' or indicator like '%_disbursed')
    and not exists (select 1 from project)
  group by year_from, fund_source, currency
)
select * from from_projects
union all
select * from from_publications;

-- One row per support, with what filters need of its project and establishment.
create table mart_support as
select
  support.support_id,
  support.project_id,
  support.establishment_id,
  support.year,
  mart_project.plan_year,
  mart_project.activity,
  mart_project.activity_kind,
  mart_project.district_2020,
  mart_project.unit_recorded,
  establishment.industry,
  establishment.size,
  establishment.legal_form,
  establishment.women_led,
  support.currency,
  support.grant_amount,
  support.counterpart,
  min(support.year) over (partition by support.establishment_id) as first_year
from support
join mart_project
  on mart_project.project_id = support.project_id
join establishment
  on establishment.establishment_id = support.establishment_id;

-- Workers of each supported establishment before and in the year of support.
create table mart_jobs as
with supported as (
  select distinct establishment_id, year
  from support
)
select
  supported.establishment_id,
  supported.year,
  before.workers as workers_before,
  during.workers as workers_after
from supported
left join outcome_record as before
  on before.establishment_id = supported.establishment_id
 and before.year = supported.year - 1
left join outcome_record as during
  on during.establishment_id = supported.establishment_id
 and during.year = supported.year;

-- What an amount of each year is multiplied by: one at nominal prices; at constant prices, the
-- price level of the last indexed year over that of its own year. A year without an index has no
-- row at constant prices, so its amounts are unknown there.
create table mart_price_factor as
with last_indexed as (
  select
    currency,
    max_by(index_value, year) as index_value
  from price_index
  where series = 'cpi'
  group by currency
)
select
  'constant' as prices,
  level.year,
  level.currency,
  last_indexed.index_value / level.index_value as factor
from price_index as level
join last_indexed
  on last_indexed.currency = level.currency
where level.series = 'cpi'
union all
select
  'nominal' as prices,
  years.year,
  years.currency,
  1.0 as factor
from (
  select plan_year as year, currency
  from mart_funding
  union
  select plan_year, currency
  from mart_support
) as years;
