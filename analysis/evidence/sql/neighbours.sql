-- Every establishment once: what it is to the claim, when support as asked first reached it, where
-- and in which industry it is, and between which years it was in business.
select
  member.unit,
  member.code,
  member.cohort,
  member.inside_year,
  member.industry,
  member.district_2020 as district,
  member.unit_recorded,
  member.unit_level,
  member.founded_year,
  member.closed_year
from (
{members}
) as member
order by member.unit
