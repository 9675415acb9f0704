-- Projects that left the process in each way, of those whose records can tell.
-- uses: scoped_work
with told as (
  select
    count(*) as projects,
    count(contracted_before_approved) as known_1,
    count(case when contracted_before_approved then 1 end) as found_1,
    count(advance_before_contract) as known_2,
    count(case when advance_before_contract then 1 end) as found_2,
    count(advance_over_rule) as known_3,
    count(case when advance_over_rule then 1 end) as found_3,
    count(case when advance_without_rule then 1 end) as without_rule,
    count(accepted_before_contracted) as known_4,
    count(case when accepted_before_contracted then 1 end) as found_4,
    count(settled_before_accepted) as known_5,
    count(case when settled_before_accepted then 1 end) as found_5,
    count(stage_missing) as known_6,
    count(case when stage_missing then 1 end) as found_6,
    count(disbursed_over_approved) as known_7,
    count(case when disbursed_over_approved then 1 end) as found_7,
    count(counterpart_missing) as known_8,
    count(case when counterpart_missing then 1 end) as found_8
  from scoped_work
)
select 1 as place, 'contracted_before_approved' as deviation, found_1 as deviating,
  known_1 as known, projects, 0 as without_rule
from told
union all
select 2, 'advance_before_contract', found_2, known_2, projects, 0
from told
union all
select 3, 'advance_over_rule', found_3, known_3, projects, without_rule
from told
union all
select 4, 'accepted_before_contracted', found_4, known_4, projects, 0
from told
union all
select 5, 'settled_before_accepted', found_5, known_5, projects, 0
from told
union all
select 6, 'stage_missing', found_6, known_6, projects, 0
from told
union all
select 7, 'disbursed_over_approved', found_7, known_7, projects, 0
from told
union all
select 8, 'counterpart_missing', found_8, known_8, projects, 0
from told
order by place
