-- Candidates for a first visit by place, class of priority and industry, of all in business there.
-- uses: placed_establishment, scoped_establishment, visit_candidate
select
  district,
  priority_area,
  industry,
  count(*) as in_business,
  count(case when not reached then 1 end) as never_reached
from visit_candidate
group by district, priority_area, industry
order by district, priority_area, industry
