-- Supported establishments that answered for a year, of those that were to, for each {group}.
-- uses: quality_supported, quality_establishments
select
  {group},
  count(*) as supported,
  count(case when survey.answered then 1 end) as answered,
  count(case when survey.answered then 1 end) / count(*) as response,
  max(case when survey.still_open then 1 else 0 end) = 1 as still_open
from mart_survey as survey
join quality_supported as supported
  on supported.establishment_id = survey.establishment_id
join quality_establishments as place
  on place.establishment_id = survey.establishment_id
where survey.year >= supported.first_year
  -- filter: years
  and list_contains($years::integer[], survey.year)
  -- end
group by {group}
order by {group}
