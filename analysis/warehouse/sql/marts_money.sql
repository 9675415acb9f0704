-- Money paid by month: one row per row of mart_funding and month, null where a payment has no day.
-- Rows whose disbursed sum is unknown are left out, so the months add up to what mart_funding has.
-- At constant prices (of the plan year, as everywhere) a month is the difference of two rounded
-- running sums: the months then add up to the rounded whole, to the last unit.
create table mart_cash as
with paid as (
  select
    funding.funding_no,
    funding.plan_year,
    funding.currency,
    payment.month,
    sum(case when payment.stage = 'advance' then payment.amount else 0 end) as advanced,
    sum(case when payment.stage = 'recovery' then -payment.amount else payment.amount end)
      as disbursed
  from mart_payment as payment
  join mart_funding as funding
    on funding.project_no = payment.project_no
   and funding.fund_source is not distinct from payment.fund_source
   and funding.currency = payment.currency
  where funding.disbursed is not null
  group by funding.funding_no, funding.plan_year, funding.currency, payment.month
),
running as (
  select
    paid.funding_no,
    paid.month,
    cast(paid.advanced as bigint) as advanced,
    cast(paid.disbursed as bigint) as disbursed,
    cast(
      sum(paid.advanced) over (
        partition by paid.funding_no
        order by paid.month nulls last
        rows unbounded preceding
      ) as bigint
    ) as advanced_so_far,
    cast(
      sum(paid.disbursed) over (
        partition by paid.funding_no
        order by paid.month nulls last
        rows unbounded preceding
      ) as bigint
    ) as disbursed_so_far,
    prices.factor
  from paid
  left join mart_price_factor as prices
    on prices.prices = 'constant'
   and prices.year = paid.plan_year
   and prices.currency = paid.currency
)
select
  funding_no,
  month,
  advanced,
  disbursed,
  cast(
    round(advanced_so_far * factor) - round((advanced_so_far - advanced) * factor) as bigint
  ) as advanced_constant,
  cast(
    round(disbursed_so_far * factor) - round((disbursed_so_far - disbursed) * factor) as bigint
  ) as disbursed_constant
from running;

-- Why the amounts of a row of mart_funding differ from one stage to the next: one row per row of
-- mart_funding that has a project. `kinds` holds a bit for each reason, so that a group-by finds all
-- of them at once; analysis/measures/reconciliation_kinds.py names the bits. Of the five differences
-- (plan to approved, to accepted, to settled, to disbursed, to all payments) each has one reason.
-- Beside it, of what was paid: the known part of a net sum with unknown amounts (paid_known); what
-- has no day (undated), what was paid before the plan year, in the January after it (while its
-- settlement may still close) or later; what named no source and was given to the project's only
-- one (source_filled). Amounts are bigint, null where there is nothing of the kind.
create table mart_reconciliation as
with row_with_unknown as (
  select distinct
    funding.funding_no,
    paid.project_no,
    paid.fund_source,
    paid.currency
  from mart_payment as paid
  join mart_funding as funding
    on funding.project_no = paid.project_no
   and funding.fund_source is not distinct from paid.fund_source
   and funding.currency = paid.currency
  where paid.amounts_unknown > 0
),
-- Either all payments of a project that name no source found one, or none did.
unnamed as (
  select
    mart_project.project_no,
    payment.currency,
    sum(case when payment.stage = 'recovery' then -payment.amount else payment.amount end) as net
  from payment
  join mart_project
    on mart_project.project_id = payment.project_id
  where payment.fund_source is null
  group by mart_project.project_no, payment.currency
),
to_note as (
  select
    cash.funding_no,
    cash.month,
    cash.disbursed as net,
    cast(null as bigint) as known,
    0 as amounts_unknown,
    cast(null as bigint) as filled
  from mart_cash as cash
  join mart_funding as funding
    on funding.funding_no = cash.funding_no
  where cash.month is null
     or cash.month < make_date(funding.plan_year, 1, 1)
     or cash.month > make_date(funding.plan_year, 12, 1)
  union all
  select
    row_with_unknown.funding_no,
    paid.month,
    case when paid.stage = 'recovery' then -paid.amount else paid.amount end,
    case when paid.stage = 'recovery' then -paid.amount else paid.amount end,
    paid.amounts_unknown,
    null
  from row_with_unknown
  join mart_payment as paid
    on paid.project_no = row_with_unknown.project_no
   and paid.fund_source is not distinct from row_with_unknown.fund_source
   and paid.currency = row_with_unknown.currency
  union all
  select
    funding.funding_no,
    make_date(funding.plan_year, 1, 1),
    null,
    null,
    0,
    unnamed.net
  from unnamed
  join mart_funding as funding
    on funding.project_no = unnamed.project_no
   and funding.currency = unnamed.currency
  where funding.has_fund
    and not exists (
      select 1
      from mart_payment as paid
      where paid.project_no = unnamed.project_no
        and paid.fund_source is null
    )
),
noted as (
  select
    to_note.funding_no,
    sum(to_note.amounts_unknown) as amounts_unknown,
    max(case when to_note.month is null then 1 else 0 end) = 1 as has_undated,
    cast(sum(to_note.known) as bigint) as paid_known,
    cast(sum(case when to_note.month is null then to_note.net end) as bigint) as undated,
    cast(
      sum(case when to_note.month < make_date(funding.plan_year, 1, 1) then to_note.net end)
        as bigint
    ) as paid_before,
    cast(
      sum(case when to_note.month = make_date(funding.plan_year + 1, 1, 1) then to_note.net end)
        as bigint
    ) as paid_in_january,
    cast(
      sum(case when to_note.month > make_date(funding.plan_year + 1, 1, 1) then to_note.net end)
        as bigint
    ) as paid_later,
    cast(sum(to_note.filled) as bigint) as source_filled
  from to_note
  join mart_funding as funding
    on funding.funding_no = to_note.funding_no
  group by to_note.funding_no
),
paid_without_fund as (
  select distinct project_no
  from mart_funding
  where not has_fund
),
of_several_sources as (
  select distinct project_no, currency
  from mart_funding
  where earlier_sources <> ''
)
select
  funding.funding_no,
  of_several_sources.project_no is null as only_row,
  case
    when funding.approved = funding.planned then 0
    when funding.approved > funding.planned then 1
    when funding.approved < funding.planned then 2
    when funding.planned is null and funding.approved is null then 0
    when funding.planned is null then 4
    when funding.status = 'planned' then 8
    when funding.status = 'stopped' then 16
    else 32
  end
  + case
    when funding.accepted = funding.approved then 0
    when funding.accepted > funding.approved then 64
    when funding.accepted < funding.approved then 128
    when funding.approved is null and funding.accepted is null then 0
    when funding.approved is null then 256
    when funding.status = 'stopped' then 512
    when funding.status in ('planned', 'running') then 1024
    else 2048
  end
  + case
    when funding.settled = funding.accepted then 0
    when funding.settled > funding.accepted then 4096
    when funding.settled < funding.accepted then 8192
    when funding.accepted is null and funding.settled is null then 0
    when funding.accepted is null then 16384
    when funding.status = 'stopped' then 32768
    when funding.status in ('planned', 'running', 'accepted') then 65536
    else 131072
  end
  + case
    when funding.disbursed = funding.settled then 0
    when not funding.has_fund and funding.disbursed is null then 0
    when not funding.has_fund and funding.fund_source is null then 262144
    when not funding.has_fund then 524288
    when funding.disbursed > funding.settled then 1048576
    when funding.disbursed < funding.settled then 2097152
    when funding.settled is null and coalesce(funding.disbursed, 0) = 0 then 0
    when funding.settled is null and funding.status = 'stopped' then 4194304
    when funding.settled is null and funding.status in ('planned', 'running', 'accepted')
      then 8388608
    when funding.settled is null then 16777216
    when noted.amounts_unknown > 0 then 33554432
    when paid_without_fund.project_no is not null then 67108864
    else 134217728
  end
  + case when funding.disbursed is null and noted.paid_known <> 0 then 268435456 else 0 end
  + case when funding.disbursed > funding.accepted then 536870912 else 0 end
  + case when funding.disbursed > funding.approved then 1073741824 else 0 end
  + case when noted.has_undated then cast(2147483648 as bigint) else 0 end
  + case when noted.paid_before is not null then cast(4294967296 as bigint) else 0 end
  + case when noted.paid_in_january is not null then cast(8589934592 as bigint) else 0 end
  + case when noted.paid_later is not null then cast(17179869184 as bigint) else 0 end
  + case when noted.source_filled is not null then cast(34359738368 as bigint) else 0 end
  + case when noted.amounts_unknown > 0 then cast(68719476736 as bigint) else 0 end
  + case
    when funding.has_fund and funding.planned is null then cast(137438953472 as bigint) else 0
  end
  + case
    when funding.has_fund and funding.approved is null then cast(274877906944 as bigint) else 0
  end
  + case
    when funding.has_fund and funding.accepted is null then cast(549755813888 as bigint) else 0
  end
  + case
    when funding.has_fund and funding.settled is null then cast(1099511627776 as bigint) else 0
  end
  + case when funding.disbursed is null then cast(2199023255552 as bigint) else 0 end
  + case
    when funding.currency <> case_info.currency then cast(4398046511104 as bigint) else 0
  end
    as kinds,
  noted.paid_known,
  noted.undated,
  noted.paid_before,
  noted.paid_in_january,
  noted.paid_later,
  noted.source_filled,
  cast(round(noted.paid_known * prices.factor) as bigint) as paid_known_constant,
  cast(round(noted.undated * prices.factor) as bigint) as undated_constant,
  cast(round(noted.paid_before * prices.factor) as bigint) as paid_before_constant,
  cast(round(noted.paid_in_january * prices.factor) as bigint) as paid_in_january_constant,
  cast(round(noted.paid_later * prices.factor) as bigint) as paid_later_constant,
  cast(round(noted.source_filled * prices.factor) as bigint) as source_filled_constant
from mart_funding as funding
cross join case_info
left join mart_price_factor as prices
  on prices.prices = 'constant'
 and prices.year = funding.plan_year
 and prices.currency = funding.currency
left join noted
  on noted.funding_no = funding.funding_no
left join paid_without_fund
  on paid_without_fund.project_no = funding.project_no
left join of_several_sources
  on of_several_sources.project_no = funding.project_no
 and of_several_sources.currency = funding.currency
where funding.project_no is not null;

-- Approved money of each project against the grants of all its supports, those of stopped projects
-- too; `kind` tells why they differ (named in analysis/measures/reconciliation_kinds.py; 0: they do
-- not). A project without supports has no grants: granted is null.
create table mart_granted as
with approved as (
  select
    project_no,
    currency,
    sum(approved) as approved,
    sum(approved_constant) as approved_constant,
    sum(case when has_fund and approved is null then 1 else 0 end) as approved_unknown
  from mart_funding
  where project_no is not null
  group by project_no, currency
),
granted as (
  select
    support.project_no,
    support.currency,
    sum(support.grant_amount) as granted,
    sum(round(support.grant_amount * prices.factor)) as granted_constant,
    count(*) - count(support.grant_amount) as grants_unknown
  from mart_support as support
  left join mart_price_factor as prices
    on prices.prices = 'constant'
   and prices.year = support.plan_year
   and prices.currency = support.currency
  group by support.project_no, support.currency
)
select
  approved.project_no,
  approved.currency,
  cast(approved.approved as bigint) as approved,
  cast(approved.approved_constant as bigint) as approved_constant,
  cast(granted.granted as bigint) as granted,
  cast(granted.granted_constant as bigint) as granted_constant,
  case
    when granted.project_no is null and coalesce(approved.approved, 0) = 0 then 0
    when granted.project_no is null then 1
    when granted.grants_unknown > 0 then 2
    when approved.approved_unknown > 0 or approved.approved is null then 3
    when granted.granted < approved.approved then 4
    when granted.granted > approved.approved then 5
    else 0
  end as kind
from approved
left join granted
  on granted.project_no = approved.project_no
 and granted.currency = approved.currency;

-- The programme's money as planned for whole years: by year, unit and source (null: of all sources).
-- `level` tells a plan of the province from those of its districts, which are parts of it.
create table mart_plan_money as
select
  target.year as plan_year,
  coalesce(unit.level, 'province') as level,
  mart_unit_district.unit_no,
  target.fund_source,
  coalesce(target.currency, case_info.currency) as currency,
  cast(round(sum(target.target_value)) as bigint) as amount
from plan_target as target
cross join case_info
left join administrative_unit as unit
  on unit.unit_id = target.unit_id
left join mart_unit_district
  on mart_unit_district.unit_id = target.unit_id
where target.indicator = 'fund_total'
  and target.status <> 'actual'
group by
  target.year,
  coalesce(unit.level, 'province'),
  mart_unit_district.unit_no,
  target.fund_source,
  coalesce(target.currency, case_info.currency);

-- The id and name behind each number of an establishment in mart_support.
create table mart_recipient as
select
  numbered.establishment_no,
  numbered.establishment_id,
  establishment.name
from (
  select distinct establishment_no, establishment_id
  from mart_support
) as numbered
join establishment
  on establishment.establishment_id = numbered.establishment_id;

-- Supports that may be for the same content as another of the same establishment: same kind of
-- activity and the same words (whatever their case, signs and spaces), or words that are missing.
-- Supports of projects that do not go ahead are left out. `content` is null where not recorded.
create table mart_same_content as
with kinds as (
  select
    establishment_no,
    coalesce(activity_kind, 'unknown') as activity_kind
  from mart_support
  where goes_ahead
  group by establishment_no, coalesce(activity_kind, 'unknown')
  having count(*) > 1
),
worded as (
  select
    mart_support.support_id,
    mart_support.establishment_no,
    kinds.activity_kind,
    nullif(
      trim(regexp_replace(lower(support.content), '[^\p{L}\p{N}]+', ' ', 'g')),
      ''
    ) as content
  from mart_support
  join kinds
    on kinds.establishment_no = mart_support.establishment_no
   and kinds.activity_kind = coalesce(mart_support.activity_kind, 'unknown')
  join support
    on support.support_id = mart_support.support_id
  where mart_support.goes_ahead
),
contents as (
  select
    establishment_no,
    activity_kind,
    content
  from worded
  where content is not null
  group by establishment_no, activity_kind, content
  having count(*) > 1
),
unworded as (
  select distinct establishment_no, activity_kind
  from worded
  where content is null
)
select
  worded.support_id,
  worded.establishment_no,
  worded.activity_kind,
  worded.content
from worded
left join unworded
  on unworded.establishment_no = worded.establishment_no
 and unworded.activity_kind = worded.activity_kind
left join contents
  on contents.establishment_no = worded.establishment_no
 and contents.activity_kind = worded.activity_kind
 and contents.content = worded.content
where unworded.establishment_no is not null
   or contents.content is not null;
