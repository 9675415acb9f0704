-- Cells filled of cells expected by table, column, year and district. Which cells are expected of a row is listed in
-- warehouse/completeness.py, which fills {cells} from the rows below. The year is that of the
-- record, of submission, or the plan year; the register of establishments has none.
-- uses: scoped_funding, quality_supported, quality_establishments
with establishment_row as (
  select
    *,
    cast(null as integer) as year
  from quality_establishments
),
outcome_record_row as (
  select
    outcome.*,
    place.district,
    asked.establishment_id is not null as supported_now
  from outcome_record as outcome
  join quality_establishments as place
    on place.establishment_id = outcome.establishment_id
  left join (
    select distinct establishment_id, year
    from mart_support
    where goes_ahead
  ) as asked
    on asked.establishment_id = outcome.establishment_id
   and asked.year = outcome.year
  where true
    -- filter: years
    and list_contains($years::integer[], outcome.year)
    -- end
),
project_row as (
  select
    project.*,
    project.plan_year as year,
    place.district
  from project
  join (
    select
      mart_project.project_id,
      min(scoped_funding.district) as district
    from scoped_funding
    join mart_project
      on mart_project.project_no = scoped_funding.project_no
    group by mart_project.project_id
  ) as place
    on place.project_id = project.project_id
),
project_fund_row as (
  select
    fund.*,
    project_row.status,
    project_row.year,
    project_row.district
  from project_fund as fund
  join project_row
    on project_row.project_id = fund.project_id
),
support_row as (
  select
    support.content,
    support.grant_amount,
    support.counterpart,
    support.completed_on,
    project_row.status,
    project_row.year,
    project_row.district
  from support
  join project_row
    on project_row.project_id = support.project_id
),
payment_row as (
  select
    payment.*,
    project_row.year,
    project_row.district
  from payment
  join project_row
    on project_row.project_id = payment.project_id
),
application_row as (
  select
    application.*,
    cast(year(application.submitted_on) as integer) as year,
    place.district
  from application
  join quality_establishments as place
    on place.establishment_id = application.establishment_id
  where true
    -- filter: years
    and list_contains($years::integer[], cast(year(application.submitted_on) as integer))
    -- end
),
listed as (
{cells}
),
counted as (
  select
    table_name,
    cell.column_name as column_name,
    year,
    district,
    cell.filled as filled,
    cell.expected as expected
  from listed
)
select
  table_name,
  column_name,
  year,
  district,
  cast(sum(filled) as bigint) as filled,
  cast(sum(expected) as bigint) as expected
from counted
where expected > 0
group by table_name, column_name, year, district
