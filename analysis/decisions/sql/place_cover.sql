-- How far support had reached each place by the day known: of its eligible establishments in
-- business (as recorded, else by the rules of that day; where they do not decide, all but large
-- ones), those supported by a project decided on by then, and the same of all places.
select
  district,
  eligible,
  supported,
  sum(supported) over () as all_supported,
  sum(eligible) over () as all_eligible
from (
  select
    coalesce(list_extract($places::varchar[], place.unit_no), 'unknown') as district,
    count(*) as eligible,
    count(supported.establishment_id) as supported
  from mart_establishment as place
  join establishment
    on establishment.establishment_id = place.establishment_id
  left join (
    select distinct support.establishment_id
    from support
    join project
      on project.project_id = support.project_id
    where coalesce(project.approved_on, make_date(support.year, 12, 31)) <= $known_on::date
      and coalesce(project.status, 'running') not in ('planned', 'stopped')
  ) as supported
    on supported.establishment_id = place.establishment_id
  left join mart_eligibility as ruled
    on ruled.establishment_no = place.establishment_no
   and ruled.starts_on <= $known_on::date
   and ruled.ends_before > $known_on::date
  where coalesce(place.eligible, ruled.eligible, place.size is null or place.size <> 'large')
    and coalesce(establishment.founded_on <= $known_on::date, true)
    and coalesce(establishment.closed_on > $known_on::date, true)
  group by coalesce(list_extract($places::varchar[], place.unit_no), 'unknown')
) as reached
