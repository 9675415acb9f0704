-- How the place of each project on the chosen boundaries is known, or why it is not; each counts
-- once. The filters of the scope do not apply: the question is what its answers rest on.
with refined as (
  select
    unit_no,
    count(*) > 1 as apart
  from mart_refined_place
  group by unit_no
),
told as (
  select
    case
      when list_extract($places::varchar[], project.recorded_no) is not null then 'own'
      when list_extract($places::varchar[], project.unit_no) is not null
        then case when project.recorded_no is null then 'establishment' else 'refined' end
      when refined.apart then 'several'
      when project.recorded_no is not null then 'too_coarse'
      else 'not_recorded'
    end as basis
  from mart_project as project
  left join refined
    on refined.unit_no = project.unit_no
)
select
  basis,
  cast(count(*) as integer) as projects
from told
group by basis
order by basis
