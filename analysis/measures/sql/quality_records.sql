-- Outcome records for each {group}: when they came in, and how many were verified.
-- A record is due by 31 March of the year after; a year whose day lies after the data's own is
-- still open, and its records are neither in time nor late yet.
-- uses: quality_supported, quality_establishments
with record as (
  select
    outcome.year,
    place.district,
    outcome.reporting,
    outcome.reported_on,
    make_date(outcome.year + 1, 3, 31) as due_on,
    make_date(outcome.year + 1, 3, 31) > case_info.as_of as still_open
  from outcome_record as outcome
  join quality_establishments as place
    on place.establishment_id = outcome.establishment_id
  cross join case_info
  where true
    -- filter: years
    and list_contains($years::integer[], outcome.year)
    -- end
)
select
  {group},
  count(*) as records,
  count(case when not still_open then reported_on end) as dated,
  count(case when not still_open and reported_on <= due_on then 1 end) as on_time,
  count(case when not still_open and reported_on <= due_on then 1 end)
    / nullif(count(case when not still_open then reported_on end), 0) as on_time_share,
  count(case when not still_open and reported_on is null then 1 end) as undated,
  median(
    case
      when not still_open and reported_on > due_on then date_diff('day', due_on, reported_on)
    end
  ) as median_days_late,
  count(reporting) as reporting_known,
  count(case when reporting = 'verified' then 1 end) as verified,
  count(case when reporting = 'verified' then 1 end) / nullif(count(reporting), 0)
    as verified_share,
  count(*) - count(reporting) as reporting_unknown,
  max(case when still_open then 1 else 0 end) = 1 as still_open
from record
group by {group}
order by {group}
