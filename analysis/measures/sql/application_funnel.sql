-- How far the applications of the scope got, all steps in one row.
-- uses: process_application
select
  count(*) as submitted,
  count(case when result in ('approved', 'refused') then 1 end) as decided,
  count(case when result = 'approved' then 1 end) as approved,
  count(case when result = 'approved' and reached_no >= 5 then 1 end) as contracted,
  count(case when result = 'approved' and reached_no >= 8 then 1 end) as accepted,
  count(case when result = 'approved' and reached_no >= 10 then 1 end) as settled,
  count(case when result = 'refused' then 1 end) as refused,
  count(case when result = 'withdrawn' then 1 end) as withdrawn,
  count(case when result = 'pending' then 1 end) as pending,
  count(case when result = 'approved' and not has_project then 1 end) as project_unknown,
  count(case when result = 'approved' and stopped and reached_no < 8 then 1 end) as stopped
from process_application
