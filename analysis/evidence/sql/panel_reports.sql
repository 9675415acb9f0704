-- Every establishment once, with its years as bits of integers, counted from $origin: those reported
-- for, those in which the outcome is known, is no more than zero where a log is taken, lacks a price
-- index, and was verified.
with report as (
  select
    establishment_no,
    bit_or(bit) as reported,
    bit_or(case when isfinite(outcome) then bit else 0 end) as answered,
    bit_or(case when not_positive then bit else 0 end) as not_positive,
    bit_or(case when no_prices then bit else 0 end) as no_prices,
    bit_or(case when reporting = 'verified' then bit else 0 end) as verified,
    bit_or(case when reporting is not null then bit else 0 end) as reporting_known
  from (
    select
      establishment_no,
      1::bigint << (year - $origin)::bigint as bit,
      {scaled} as outcome,
      {not_positive} as not_positive,
      {no_prices} as no_prices,
      reporting
    from mart_outcome
  ) as record
  group by establishment_no
)
select
  coalesce(report.reported, 0) as reported,
  coalesce(report.answered, 0) as answered,
  coalesce(report.not_positive, 0) as not_positive,
  coalesce(report.no_prices, 0) as no_prices,
  coalesce(report.verified, 0) as verified,
  coalesce(report.reporting_known, 0) as reporting_known
from mart_establishment as place
left join report
  on report.establishment_no = place.establishment_no
order by place.establishment_no
