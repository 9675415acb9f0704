-- Establishments of placed_establishment with whether they are eligible: as recorded; where nothing
-- is, as the rules say that are valid on the last day of the scope's years, at most the data's own;
-- where they do not decide, all but large ones are, and `eligible_unknown` says so.
-- Follows placed_establishment.
select
  place.*,
  coalesce(place.eligible_recorded, ruled.eligible, place.size <> 'large') as eligible,
  coalesce(place.eligible_recorded, ruled.eligible) is null as eligible_unknown
from placed_establishment as place
left join (
  select
    mart_eligibility.establishment_no,
    mart_eligibility.eligible
  from mart_eligibility
  cross join case_info
  where mart_eligibility.starts_on <= case_info.as_of
    -- filter: years
    and mart_eligibility.starts_on <= make_date(list_max($years::integer[]), 12, 31)
    -- end
    and (
      mart_eligibility.ends_before > case_info.as_of
      -- filter: years
      or mart_eligibility.ends_before > make_date(list_max($years::integer[]), 12, 31)
      -- end
    )
) as ruled
  on ruled.establishment_no = place.establishment_no
