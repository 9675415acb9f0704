-- Every ceiling on record: those that apply here, and other provinces' as comparators only.
select
  ceiling.applies_here,
  ceiling.jurisdiction,
  ceiling.activity_kind,
  ceiling.fund_source,
  ceiling.applies_to,
  ceiling.max_amount,
  ceiling.max_share,
  ceiling.multiplier,
  ceiling.currency,
  ceiling.basis,
  ceiling.valid_from,
  ceiling.valid_to,
  ceiling.applies_here
    and coalesce(ceiling.valid_from, date '0001-01-01') <= case_info.as_of
    and coalesce(ceiling.valid_to, date '9999-12-31') >= case_info.as_of as valid_now,
  coalesce(ceiling.verification, '') like 'seen%' as confirmed,
  ceiling.verification,
  ceiling.legal_source,
  ceiling.source,
  ceiling.note
from ceiling
cross join case_info
order by
  ceiling.applies_here desc,
  ceiling.activity_kind,
  coalesce(ceiling.valid_from, date '0001-01-01') desc,
  ceiling.jurisdiction,
  ceiling.ceiling_id
