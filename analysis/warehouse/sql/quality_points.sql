-- The five indicators of the code list quality_indicator as they stand in this snapshot, kept for
-- the import $batch_id. Each is what the measure of that name says of the whole data set; a test
-- holds the two against each other. An indicator without a denominator is left out.
insert into quality_point (batch_id, indicator, numerator, denominator)
with establishment_row as (
  select * from establishment
),
outcome_record_row as (
  select
    outcome_record.*,
    asked.establishment_id is not null as supported_now
  from outcome_record
  left join (
    select distinct establishment_id, year
    from mart_support
    where goes_ahead
  ) as asked
    on asked.establishment_id = outcome_record.establishment_id
   and asked.year = outcome_record.year
),
project_row as (
  select * from project
),
project_fund_row as (
  select project_fund.*, project.status
  from project_fund
  join project
    on project.project_id = project_fund.project_id
),
support_row as (
  select support.*, project.status
  from support
  join project
    on project.project_id = support.project_id
),
payment_row as (
  select * from payment
),
application_row as (
  select * from application
),
-- The list of columns is that of warehouse/completeness.py, word for word.
cells as (
  select
    count(tax_code)
      + count(name)
      + count(legal_form)
      + count(industry)
      + count(size)
      + count(product_id)
      + count(unit_id)
      + count(founded_on)
      + count(women_led)
      + count(makes_food)
      + count(case when makes_food then food_safety_until end)
      + count(quality_declared)
      + count(eligible) as filled,
    12 * count(*)
      + 1 * count(case when makes_food then 1 end) as expected
  from establishment_row
  union all
  select
    count(revenue)
      + count(value_added)
      + count(workers)
      + count(workers_skilled)
      + count(workers_women)
      + count(fte)
      + count(seasonal_workers)
      + count(case when seasonal_workers > 0 then seasonal_months end)
      + count(piece_workers)
      + count(case when piece_workers > 0 then piece_pay end)
      + count(wages)
      + count(average_wage)
      + count(assets)
      + count(investment)
      + count(exports)
      + count(local_material_share)
      + count(output_quantity)
      + count(case when output_quantity is not null then output_unit end)
      + count(defect_rate)
      + count(rework_rate)
      + count(energy_kwh)
      + count(waste_tonnes)
      + count(new_products)
      + count(certificates)
      + count(new_markets)
      + count(new_customers)
      + count(fair_contracts)
      + count(case when fair_contracts > 0 then fair_contract_value end)
      + count(workers_trained)
      + count(training_hours)
      + count(reporting)
      + count(reported_on)
      + count(case when supported_now then would_invest_anyway end) as filled,
    28 * count(*)
      + 1 * count(case when seasonal_workers > 0 then 1 end)
      + 1 * count(case when piece_workers > 0 then 1 end)
      + 1 * count(case when output_quantity is not null then 1 end)
      + 1 * count(case when fair_contracts > 0 then 1 end)
      + 1 * count(case when supported_now then 1 end) as expected
  from outcome_record_row
  union all
  select
    count(title)
      + count(activity)
      + count(activity_kind)
      + count(programme_level)
      + count(unit_id)
      + count(implementing_unit)
      + count(case when status in ('running', 'accepted', 'settled') then decision_no end)
      + count(registered_on)
      + count(case when status in ('running', 'accepted', 'settled') then appraised_on end)
      + count(case when status in ('running', 'accepted', 'settled') then approved_on end)
      + count(case when status in ('accepted', 'settled') then contracted_on end)
      + count(case when status in ('accepted', 'settled') then accepted_on end)
      + count(case when status = 'settled' then settled_on end)
      + count(status) as filled,
    8 * count(*)
      + 3 * count(case when status in ('running', 'accepted', 'settled') then 1 end)
      + 2 * count(case when status in ('accepted', 'settled') then 1 end)
      + 1 * count(case when status = 'settled' then 1 end) as expected
  from project_row
  union all
  select
    count(fund_source)
      + count(planned)
      + count(case when status in ('running', 'accepted', 'settled') then approved end)
      + count(case when status in ('accepted', 'settled') then accepted end)
      + count(case when status = 'settled' then settled end) as filled,
    2 * count(*)
      + 1 * count(case when status in ('running', 'accepted', 'settled') then 1 end)
      + 1 * count(case when status in ('accepted', 'settled') then 1 end)
      + 1 * count(case when status = 'settled' then 1 end) as expected
  from project_fund_row
  union all
  select
    count(content)
      + count(case when status in ('running', 'accepted', 'settled') then grant_amount end)
      + count(case when status in ('running', 'accepted', 'settled') then counterpart end)
      + count(case when status in ('accepted', 'settled') then completed_on end) as filled,
    1 * count(*)
      + 2 * count(case when status in ('running', 'accepted', 'settled') then 1 end)
      + 1 * count(case when status in ('accepted', 'settled') then 1 end) as expected
  from support_row
  union all
  select
    count(fund_source)
      + count(paid_on)
      + count(amount) as filled,
    3 * count(*) as expected
  from payment_row
  union all
  select
    count(case when result = 'approved' then project_id end)
      + count(activity)
      + count(activity_kind)
      + count(case when result in ('approved', 'refused') then decided_on end)
      + count(requested)
      + count(case when result in ('approved', 'refused') then score end)
      + count(case when result = 'refused' then reason end)
      + count(unit_id)
      + count(content)
      + count(fund_source)
      + count(counterpart)
      + count(case when activity = 'MO_HINH_MAY_MOC' then machinery_new end)
      + count(case when activity_kind = 'MODEL_NEW' then technology_new end)
      + count(committed)
      + count(cleaner)
      + count(workers_planned) as filled,
    1 * count(case when result = 'approved' then 1 end)
      + 10 * count(*)
      + 2 * count(case when result in ('approved', 'refused') then 1 end)
      + 1 * count(case when result = 'refused' then 1 end)
      + 1 * count(case when activity = 'MO_HINH_MAY_MOC' then 1 end)
      + 1 * count(case when activity_kind = 'MODEL_NEW' then 1 end) as expected
  from application_row
),
-- Records of a year whose reports are not all due yet are neither in time nor late.
due_record as (
  select
    outcome_record.reported_on,
    make_date(outcome_record.year + 1, 3, 31) as due_on
  from outcome_record
  cross join case_info
  where make_date(outcome_record.year + 1, 3, 31) <= case_info.as_of
),
handed_in as (
  select count(*) as imported from establishment
  union all
  select count(*) from outcome_record
  union all
  select count(*) from project
  union all
  select count(*) from project_fund
  union all
  select count(*) from support
  union all
  select count(*) from payment
  union all
  select count(*) from application
  union all
  select count(*) from pending_row
),
point as (
  select 'completeness' as indicator, sum(filled) as numerator, sum(expected) as denominator
  from cells
  union all
  select 'timeliness', count(case when reported_on <= due_on then 1 end), count(reported_on)
  from due_record
  union all
  select 'verified', count(case when reporting = 'verified' then 1 end), count(reporting)
  from outcome_record
  union all
  select 'response', count(case when answered then 1 end), count(*)
  from mart_survey
  where not still_open
  union all
  select 'pending', (select count(*) from pending_row), sum(imported)
  from handed_in
)
select
  cast($batch_id as varchar),
  indicator,
  cast(numerator as bigint),
  cast(denominator as bigint)
from point
where denominator > 0
