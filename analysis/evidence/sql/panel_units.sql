-- Every establishment once, with what decides its place in the panel and describes its support.
-- Years are bits of integers, counted from $origin: those reported for, those in which the outcome
-- is known, is no more than zero where a log is taken, lacks a price index, and was verified.
-- What only describes establishments stands between `described` and `end`.
with member as materialized (
{members}
),
-- described
indexed as (
  select distinct currency
  from mart_price_factor
  where prices = 'constant'
),
grant_money as (
  select
    support.establishment_no,
    count(*) as supports,
    case when min(support.activity) < max(support.activity) then 'several'
      else min(support.activity) end as activity,
    case when min(support.activity_kind) < max(support.activity_kind) then 'several'
      else min(support.activity_kind) end as activity_kind,
    case
      when count(*) = count(
        support.grant_amount * case when indexed.currency is null then 1 else prices.factor end
      )
        then sum(
          support.grant_amount * case when indexed.currency is null then 1 else prices.factor end
        )
    end as grant_amount
  from mart_support as support
  join member
    on member.establishment_no = support.establishment_no
   and member.cohort = support.year
  left join indexed
    on indexed.currency = support.currency
  left join mart_price_factor as prices
    on prices.prices = 'constant'
   and prices.year = support.plan_year
   and prices.currency = support.currency
  where support.goes_ahead
  group by support.establishment_no
),
-- end
report as (
  select
    record.establishment_no,
    -- described
    max_by(
      record.workers,
      record.year
    ) filter (
      record.workers > 0 and record.year < member.inside_year - $anticipation
    ) as workers_before,
    -- end
    bit_or(bit) as reported,
    bit_or(case when isfinite(outcome) then bit else 0 end) as answered,
    bit_or(case when not_positive then bit else 0 end) as not_positive,
    bit_or(case when no_prices then bit else 0 end) as no_prices,
    bit_or(case when reporting = 'verified' then bit else 0 end) as verified,
    bit_or(case when reporting is not null then bit else 0 end) as reporting_known
  from (
    select
      establishment_no,
      year,
      1::bigint << (year - $origin)::bigint as bit,
      {scaled} as outcome,
      {not_positive} as not_positive,
      {no_prices} as no_prices,
      reporting,
      workers
    from mart_outcome
  ) as record
  -- described
  join member
    on member.establishment_no = record.establishment_no
  -- end
  group by record.establishment_no
)
select
  member.unit,
  member.establishment_id,
  member.code,
  member.cohort,
  member.inside_year,
  member.hidden_from,
  member.outside_year,
  member.district_2020 as district,
  member.unit_recorded,
  member.unit_level,
  -- described
  member.industry,
  member.size,
  member.legal_form,
  member.women_led,
  member.terrain,
  member.founded_year,
  member.closed_year,
  member.log_workers,
  report.workers_before,
  grant_money.supports,
  grant_money.activity,
  grant_money.activity_kind,
  grant_money.grant_amount,
  -- end
  coalesce(report.reported, 0) as reported,
  coalesce(report.answered, 0) as answered,
  coalesce(report.not_positive, 0) as not_positive,
  coalesce(report.no_prices, 0) as no_prices,
  coalesce(report.verified, 0) as verified,
  coalesce(report.reporting_known, 0) as reporting_known
from member
left join report
  on report.establishment_no = member.establishment_no
-- described
left join grant_money
  on grant_money.establishment_no = member.establishment_no
-- end
order by member.unit
