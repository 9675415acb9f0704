-- Published money of single activities beside the published money of the whole programme of the
-- same place and period: what was paid out where that is published, else the total as published.
with whole as (
  select
    geography,
    period,
    currency,
    indicator,
    amount,
    status,
    row_number() over (
      partition by geography, period, currency
      order by
        case
          when indicator = 'fund_total_disbursed' then 1
          when indicator = 'fund_total' then 2
          else 3
        end
    ) as place
  from published_figure
  where indicator in ('fund_total_disbursed', 'fund_total', 'fund_total_approved')
    and amount is not null
)
select
  part.geography,
  part.period,
  part.year_from,
  part.year_to,
  part.indicator,
  part.amount,
  whole.amount as base_amount,
  whole.indicator as base_indicator,
  part.currency,
  cast(part.amount as double) / nullif(whole.amount, 0) as share,
  part.status,
  whole.status as base_status,
  part.source
from published_figure as part
join whole
  on whole.geography = part.geography
 and whole.period = part.period
 and whole.currency = part.currency
 and whole.place = 1
where part.indicator in ('fund_training', 'fund_models_and_machinery')
  and part.amount is not null
order by part.geography, part.year_to, part.indicator
