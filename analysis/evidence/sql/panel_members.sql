-- Every establishment once: when the support asked about began, and why it is no part of the panel,
-- if so. `ever_year` is the first year of any support; what counts as such is support that goes
-- ahead. `code` is null for those supported as asked, and for those never supported. Who is eligible
-- is decided once for all years, as coverage of all years decides it: by the record, else by the
-- rules in force on the day of the data, else all but large ones are.
with asked as (
  select
    support.establishment_no,
    support.year,
    support.goes_ahead,
    {support_filter} as inside
  from mart_support as support
),
history as (
  select
    establishment_no,
    min(case when goes_ahead then year end) as ever_year,
    min(case when goes_ahead and inside then year end) as inside_year,
    min(case when goes_ahead and not inside then year end) as outside_year
  from asked
  group by establishment_no
),
judged as (
  select
    place.*,
    history.ever_year,
    history.inside_year,
    history.outside_year,
    case
      when not ({place_filter})
        then 'outside_scope'
      when not coalesce(
        place.eligible, ruled.eligible, place.size is null or place.size <> 'large'
      )
        then 'not_eligible'
      when place.closed_year < $origin
        then 'closed_before'
      when history.establishment_no is not null and history.ever_year is null
        then 'not_gone_ahead'
      when history.ever_year is not null and history.inside_year is null
        then 'other_support'
      when history.outside_year <= history.inside_year
        then 'other_support_before'
      when len($years::integer[]) > 0
        and not list_contains($years::integer[], history.inside_year)
        then 'other_years'
    end as code
  from mart_establishment as place
  cross join case_info
  left join history
    on history.establishment_no = place.establishment_no
  left join mart_eligibility as ruled
    on ruled.establishment_no = place.establishment_no
   and ruled.starts_on <= case_info.as_of
   and ruled.ends_before > case_info.as_of
)
select
  *,
  establishment_no as unit,
  case when code is null then coalesce(inside_year, 0) else 0 end as cohort,
  -- From here on what happens is not what is asked about, and is not looked at.
  case
    when code in ('other_support', 'other_support_before', 'other_years')
      then ever_year - $anticipation
    when $hide_later and outside_year > inside_year
      then outside_year - $anticipation
  end as hidden_from,
  case
    when first_workers_year < coalesce(ever_year - $anticipation, first_workers_year + 1)
      then ln(first_workers)
  end as log_workers
from judged
