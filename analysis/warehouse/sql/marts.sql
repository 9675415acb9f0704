-- Marts: the tables that pages query. One row per thing counted, places and amounts resolved.
-- Portable SQL only: these statements are the single source for other engines too.

-- Where a record's own unit does not say enough, its establishments may. What is recorded at a
-- district lies where those of its establishments lie whose commune was in that very district
-- (every ward the commune is, or was made of); what has no place recorded lies where its
-- establishments do, if the unit of each is known. `record` is 'project' or 'application'.
create table mart_record_unit as
with part as (
  select
    unit_id,
    unit_id as ward_id
  from unit_membership
  where relation = 'within'
  union
  select
    crosswalk.to_unit_id,
    crosswalk.from_unit_id
  from unit_crosswalk as crosswalk
  join administrative_unit as ward
    on ward.unit_id = crosswalk.from_unit_id
  where ward.level = 'commune'
),
made_of as (
  select
    unit_id,
    count(*) as wards
  from part
  group by unit_id
),
inside as (
  select
    part.unit_id,
    member.parent_id as district_id
  from part
  join unit_membership as member
    on member.unit_id = part.ward_id
   and member.relation = 'within'
  join made_of
    on made_of.unit_id = part.unit_id
  group by part.unit_id, member.parent_id, made_of.wards
  having count(distinct part.ward_id) = made_of.wards
),
named as (
  select
    'project' as record,
    project.project_id as record_id,
    project.unit_id as recorded_id,
    establishment.unit_id
  from project
  join support
    on support.project_id = project.project_id
  join establishment
    on establishment.establishment_id = support.establishment_id
  union
  select
    'application',
    application.application_id,
    application.unit_id,
    establishment.unit_id
  from application
  join establishment
    on establishment.establishment_id = application.establishment_id
),
complete as (
  select
    record,
    record_id
  from named
  where recorded_id is null
  group by record, record_id
  having count(*) = count(unit_id)
)
select
  named.record,
  named.record_id,
  named.recorded_id,
  named.unit_id
from named
join inside
  on inside.unit_id = named.unit_id
 and inside.district_id = named.recorded_id
join administrative_unit as district
  on district.unit_id = named.recorded_id
where district.level = 'district'
union all
select
  named.record,
  named.record_id,
  named.recorded_id,
  named.unit_id
from named
join complete
  on complete.record = named.record
 and complete.record_id = named.record_id;

-- The number of the place of each such record: records of the same unit and the same units of
-- establishments share one. The numbers go on after those of the units.
create table mart_record_number as
with gathered as (
  select
    record,
    record_id,
    coalesce(recorded_id, '') as recorded_id,
    string_agg(unit_id, ' ' order by unit_id) as units
  from mart_record_unit
  group by record, record_id, recorded_id
)
select
  record,
  record_id,
  cast(
    (select count(*) from mart_unit_district)
      + dense_rank() over (order by recorded_id, units) as integer
  ) as unit_no
from gathered;

-- What these numbers stand for, a row for each unit of an establishment.
create table mart_refined_place as
select distinct
  number.unit_no,
  named.recorded_id,
  named.unit_id
from mart_record_number as number
join mart_record_unit as named
  on named.record = number.record
 and named.record_id = number.record_id;

-- Records whose establishments say more of their place, with its number and its district of
-- 2020-2025: that of the unit recorded, else the one that all establishments share.
create table mart_record_place as
with shared as (
  select
    refined.unit_no,
    case
      when count(*) = count(own.district) and min(own.district) = max(own.district)
        then min(own.district)
    end as district
  from mart_refined_place as refined
  left join mart_unit_district as own
    on own.unit_id = refined.unit_id
  group by refined.unit_no
)
select
  number.record,
  number.record_id,
  number.unit_no,
  coalesce(recorded.district, shared.district) as district
from mart_record_number as number
join shared
  on shared.unit_no = number.unit_no
left join (
  select distinct unit_no, recorded_id
  from mart_refined_place
) as refined
  on refined.unit_no = number.unit_no
left join mart_unit_district as recorded
  on recorded.unit_id = refined.recorded_id;

-- Project places: the district of 2020-2025, the number of its place (`unit_no`, finer than that of
-- the unit recorded, `recorded_no`, where its establishments say more) and what its establishments are
-- by industry and legal form: 'several' where they differ, 'none' where it serves no single one,
-- null where not all are known. Numbers stand for ids, because joining on them is quicker.
create table mart_project as
with numbered as (
  select
    project_id,
    cast(row_number() over (order by project_id) as integer) as project_no
  from project
),
served as (
  select
    support.project_id,
    case
      when min(establishment.industry) < max(establishment.industry) then 'several'
      when count(*) = count(establishment.industry) then min(establishment.industry)
    end as industry,
    case
      when min(establishment.legal_form) < max(establishment.legal_form) then 'several'
      when count(*) = count(establishment.legal_form) then min(establishment.legal_form)
    end as legal_form
  from support
  join establishment
    on establishment.establishment_id = support.establishment_id
  group by support.project_id
)
select
  numbered.project_no,
  project.project_id,
  project.plan_year,
  project.activity,
  project.activity_kind,
  project.programme_level,
  project.status,
  project.approved_on,
  project.accepted_on,
  project.settled_on,
  project.trainees,
  project.unit_id,
  coalesce(finer.unit_no, recorded.unit_no) as unit_no,
  recorded.unit_no as recorded_no,
  case when finer.unit_no is null then recorded.district else finer.district end as district_2020,
  unit.level as unit_level,
  case when served.project_id is null then 'none' else served.industry end as industry,
  case when served.project_id is null then 'none' else served.legal_form end as legal_form
from project
join numbered
  on numbered.project_id = project.project_id
left join administrative_unit as unit
  on unit.unit_id = project.unit_id
left join mart_unit_district as recorded
  on recorded.unit_id = project.unit_id
left join mart_record_place as finer
  on finer.record = 'project'
 and finer.record_id = project.project_id
left join served
  on served.project_id = project.project_id;

-- What an amount of each year is multiplied by: one at nominal prices; at constant prices, the
-- price level of the last indexed year over that of its own year. A year without an index has no
-- row at constant prices, so its amounts are unknown there.
create table mart_price_factor as
with last_indexed as (
  select
    currency,
    max_by(index_value, year) filter (where index_value is not null) as index_value
  from price_index
  where series = 'cpi'
  group by currency
)
select
  'constant' as prices,
  level.year,
  level.currency,
  last_indexed.index_value / nullif(level.index_value, 0) as factor
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
  select
    mart_project.plan_year as year,
    case_info.currency
  from mart_project
  cross join case_info
  union
  select year_from, currency
  from published_figure
  where year_from is not null
    and currency is not null
) as years;

-- Payments with the number of their project and their month; adding them up by month would leave
-- nearly as many rows. A payment of unknown source belongs to the project's only source.
create table mart_payment as
with unnamed as (
  select distinct project_id
  from payment
  where fund_source is null
),
only_source as (
  select
    project_fund.project_id,
    min(project_fund.fund_source) as fund_source
  from project_fund
  join unnamed
    on unnamed.project_id = project_fund.project_id
  group by project_fund.project_id
  having min(coalesce(project_fund.fund_source, '')) = max(coalesce(project_fund.fund_source, ''))
)
select
  mart_project.project_no,
  payment.fund_source,
  payment.currency,
  payment.stage,
  cast(date_trunc('month', payment.paid_on) as date) as month,
  case when payment.amount is null then 1 else 0 end as amounts_unknown,
  payment.amount
from payment
join mart_project
  on mart_project.project_id = payment.project_id
where payment.fund_source is not null
union all
select
  mart_project.project_no,
  only_source.fund_source,
  payment.currency,
  payment.stage,
  cast(date_trunc('month', payment.paid_on) as date),
  case when payment.amount is null then 1 else 0 end,
  payment.amount
from payment
join mart_project
  on mart_project.project_id = payment.project_id
left join only_source
  on only_source.project_id = payment.project_id
where payment.fund_source is null;

-- One row per project and fund source. Money paid counts in the project's plan year; months are
-- those of approval, acceptance and settlement. A project's sources that stand before
-- a row are in earlier_sources, so that it can be counted once among any sources chosen.
-- A sum with an unknown part is unknown. Where payments are recorded for a plan year, a project of
-- it without one has been paid nothing; where they are not, or its payments name other sources,
-- what was paid is unknown.
create table mart_funding as
with fund as (
  select
    mart_project.project_no,
    fund_source,
    currency,
    case when count(*) = count(planned) then sum(planned) end as planned,
    case when count(*) = count(approved) then sum(approved) end as approved,
    case when count(*) = count(accepted) then sum(accepted) end as accepted,
    case when count(*) = count(settled) then sum(settled) end as settled
  from project_fund
  join mart_project
    on mart_project.project_id = project_fund.project_id
  group by mart_project.project_no, fund_source, currency
),
paid as (
  select
    project_no,
    fund_source,
    currency,
    case
      when sum(amounts_unknown) = 0
        then sum(case when stage = 'advance' then amount else 0 end)
    end as advanced,
    case
      when sum(amounts_unknown) = 0
        then sum(case when stage = 'recovery' then -amount else amount end)
    end as disbursed
  from mart_payment
  group by project_no, fund_source, currency
),
joined as (
  select
    coalesce(fund.project_no, paid.project_no) as project_no,
    coalesce(fund.fund_source, paid.fund_source) as fund_source,
    coalesce(fund.currency, paid.currency) as currency,
    fund.planned,
    fund.approved,
    fund.accepted,
    fund.settled,
    paid.advanced,
    paid.disbursed,
    fund.project_no is not null as has_fund,
    paid.project_no is not null as has_payment
  from fund
  full outer join paid
    on paid.project_no = fund.project_no
   and paid.fund_source is not distinct from fund.fund_source
   and paid.currency = fund.currency
),
paid_otherwise as (
  select distinct project_no
  from joined
  where not has_fund
),
recorded_year as (
  select distinct mart_project.plan_year
  from paid
  join mart_project
    on mart_project.project_no = paid.project_no
),
known_project as (
  select
    *,
    plan_year in (select plan_year from recorded_year)
      and project_no not in (select project_no from paid_otherwise) as all_paid_recorded
  from mart_project
),
-- A project without a row of money still counts: its source and amounts are unknown.
from_projects as (
  select
    project.project_no,
    project.plan_year,
    project.status,
    joined.fund_source,
    project.activity,
    project.activity_kind,
    project.programme_level,
    project.industry,
    project.legal_form,
    project.unit_no,
    project.district_2020,
    cast(date_trunc('month', project.approved_on) as date) as approved_month,
    cast(date_trunc('month', project.accepted_on) as date) as accepted_month,
    cast(date_trunc('month', project.settled_on) as date) as settled_month,
    coalesce(joined.currency, case_info.currency) as currency,
    cast(joined.planned as bigint) as planned,
    cast(joined.approved as bigint) as approved,
    cast(
      case
        when joined.has_payment then joined.advanced
        when project.all_paid_recorded then 0
      end as bigint
    ) as advanced,
    cast(joined.accepted as bigint) as accepted,
    cast(
      case
        when joined.has_payment then joined.disbursed
        when project.all_paid_recorded then 0
      end as bigint
    ) as disbursed,
    cast(joined.settled as bigint) as settled,
    coalesce(joined.has_fund, true) as has_fund,
    false as part_year
  from known_project as project
  left join joined
    on joined.project_no = project.project_no
  cross join case_info
),
-- What the province itself has published by year and source, where no project is known.
from_publications as (
  select
    cast(null as integer) as project_no,
    year_from as plan_year,
    cast(null as varchar) as status,
    fund_source,
    cast(null as varchar) as activity,
    cast(null as varchar) as activity_kind,
    cast(null as varchar) as programme_level,
    cast(null as varchar) as industry,
    cast(null as varchar) as legal_form,
    cast(null as smallint) as unit_no,
    cast(null as varchar) as district_2020,
    cast(null as date) as approved_month,
    cast(null as date) as accepted_month,
    cast(null as date) as settled_month,
    published_figure.currency,
    cast(max(case when indicator like '%_plan' then amount end) as bigint) as planned,
    cast(null as bigint) as approved,
    cast(null as bigint) as advanced,
    cast(null as bigint) as accepted,
    cast(max(case when indicator like '%_disbursed' then amount end) as bigint) as disbursed,
    cast(null as bigint) as settled,
    true as has_fund,
    max(case when whole_years then 0 else 1 end) = 1 as part_year
  from published_figure
  join case_info
    on case_info.kind = 'published'
  where geography = 'Quảng Ngãi'
    and year_from = year_to
    and fund_source is not null
    and amount is not null
    and (indicator like '%_plan' or indicator like '%_disbursed')
    and not exists (select 1 from project)
  group by year_from, fund_source, published_figure.currency
),
rows_of_both as (
  select * from from_projects
  union all
  select * from from_publications
),
-- Only projects of several sources have one that stands before another.
later_source as (
  select
    later.project_no,
    later.fund_source,
    later.currency,
    string_agg(
      coalesce(earlier.fund_source, 'unknown'), ' '
      order by coalesce(earlier.fund_source, 'unknown')
    ) as earlier_sources
  from joined as later
  join joined as earlier
    on earlier.project_no = later.project_no
   and earlier.currency = later.currency
   and coalesce(earlier.fund_source, 'unknown') < coalesce(later.fund_source, 'unknown')
  group by later.project_no, later.fund_source, later.currency
)
select
  -- One number for each project and source: a window over all rows would take as long as the rest.
  coalesce(rows_of_both.project_no, -rows_of_both.plan_year) * 10
    + case rows_of_both.fund_source
      when 'national' then 1
      when 'provincial' then 2
      when 'district' then 3
      when 'local' then 4
      when 'other' then 5
      else 0
    end as funding_no,
  coalesce(later_source.earlier_sources, '') as earlier_sources,
  rows_of_both.*,
  cast(round(rows_of_both.planned * prices.factor) as bigint) as planned_constant,
  cast(round(rows_of_both.approved * prices.factor) as bigint) as approved_constant,
  cast(round(rows_of_both.advanced * prices.factor) as bigint) as advanced_constant,
  cast(round(rows_of_both.accepted * prices.factor) as bigint) as accepted_constant,
  cast(round(rows_of_both.disbursed * prices.factor) as bigint) as disbursed_constant,
  cast(round(rows_of_both.settled * prices.factor) as bigint) as settled_constant
from rows_of_both
left join mart_price_factor as prices
  on prices.prices = 'constant'
 and prices.year = rows_of_both.plan_year
 and prices.currency = rows_of_both.currency
left join later_source
  on later_source.project_no = rows_of_both.project_no
 and later_source.fund_source is not distinct from rows_of_both.fund_source
 and later_source.currency = rows_of_both.currency;

-- One row per establishment: what filters and comparisons need, its years of life, and the workers
-- of the first year it reported any. A number stands for its id, because joining on it is quicker.
create table mart_establishment as
with numbered as (
  select
    establishment_id,
    cast(row_number() over (order by establishment_id) as integer) as establishment_no
  from establishment
),
first_report as (
  select
    establishment_id,
    min(year) as year,
    min_by(workers, year) filter (where workers is not null) as workers
  from outcome_record
  where workers > 0
  group by establishment_id
)
select
  numbered.establishment_no,
  establishment.establishment_id,
  establishment.industry,
  establishment.size,
  establishment.legal_form,
  establishment.women_led,
  establishment.makes_food,
  establishment.eligible,
  mart_unit_district.unit_no,
  mart_unit_district.district as district_2020,
  district.terrain,
  unit.code as unit_recorded,
  unit.level as unit_level,
  coalesce(condition_of_unit.priority_area, condition_of_district.priority_area) as priority_area,
  cast(extract(year from establishment.founded_on) as integer) as founded_year,
  cast(extract(year from establishment.closed_on) as integer) as closed_year,
  first_report.year as first_workers_year,
  first_report.workers as first_workers
from establishment
join numbered
  on numbered.establishment_id = establishment.establishment_id
left join administrative_unit as unit
  on unit.unit_id = establishment.unit_id
left join mart_unit_district
  on mart_unit_district.unit_id = establishment.unit_id
left join mart_unit_name as district
  on district.code = mart_unit_district.district
 and district.level = 'district'
left join mart_unit_condition as condition_of_unit
  on condition_of_unit.code = unit.code
 and condition_of_unit.level = unit.level
left join mart_unit_condition as condition_of_district
  on condition_of_district.code = mart_unit_district.district
 and condition_of_district.level = 'district'
left join first_report
  on first_report.establishment_id = establishment.establishment_id;

-- One row per support, with what filters need of its project and establishment. An establishment
-- is supported by a project that goes ahead: not by one that is only planned, or was stopped.
create table mart_support as
select
  support.support_id,
  mart_project.project_no,
  support.establishment_id,
  mart_establishment.establishment_no,
  support.year,
  mart_project.plan_year,
  mart_project.activity,
  mart_project.activity_kind,
  mart_project.unit_no,
  mart_project.district_2020,
  mart_establishment.industry,
  mart_establishment.size,
  mart_establishment.legal_form,
  mart_establishment.women_led,
  support.currency,
  support.grant_amount,
  support.counterpart,
  coalesce(mart_project.status, 'running') not in ('planned', 'stopped') as goes_ahead,
  min(
    case
      when coalesce(mart_project.status, 'running') not in ('planned', 'stopped')
        then support.year
    end
  ) over (partition by mart_establishment.establishment_no) as first_year
from support
join mart_project
  on mart_project.project_id = support.project_id
join mart_establishment
  on mart_establishment.establishment_id = support.establishment_id;

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

-- Every yearly report due from a supported establishment, and whether it came: from its first year
-- of support to the last year anybody reported for, unless it closed before the year began. A
-- record that leaves every question open is no answer.
create table mart_survey as
with last_record as (
  select max(year) as year
  from outcome_record
),
supported as (
  select distinct establishment_id, first_year
  from mart_support
  where goes_ahead
),
due as (
  select
    supported.establishment_id,
    unnest(generate_series(supported.first_year, last_record.year)) as year
  from supported
  cross join last_record
  where supported.first_year <= last_record.year
),
answered as (
  select record.establishment_id, record.year
  from outcome_record as record
  join supported
    on supported.establishment_id = record.establishment_id
  where record.revenue is not null
     or record.value_added is not null
     or record.workers is not null
     or record.workers_skilled is not null
     or record.workers_women is not null
     or record.fte is not null
     or record.seasonal_workers is not null
     or record.seasonal_months is not null
     or record.piece_workers is not null
     or record.piece_pay is not null
     or record.wages is not null
     or record.average_wage is not null
     or record.assets is not null
     or record.investment is not null
     or record.exports is not null
     or record.output_quantity is not null
     or record.defect_rate is not null
     or record.rework_rate is not null
     or record.energy_kwh is not null
     or record.waste_tonnes is not null
     or record.new_products is not null
     or record.certificates is not null
     or record.new_markets is not null
     or record.new_customers is not null
     or record.fair_contracts is not null
     or record.fair_contract_value is not null
     or record.workers_trained is not null
     or record.training_hours is not null
     or record.would_invest_anyway is not null
)
select
  due.establishment_id,
  cast(due.year as integer) as year,
  answered.establishment_id is not null as answered,
  make_date(cast(due.year as integer) + 1, 3, 31) > case_info.as_of as still_open
from due
cross join case_info
join establishment
  on establishment.establishment_id = due.establishment_id
left join answered
  on answered.establishment_id = due.establishment_id
 and answered.year = due.year
where establishment.closed_on is null
   or establishment.closed_on >= make_date(cast(due.year as integer), 1, 1);
