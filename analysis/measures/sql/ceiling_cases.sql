-- Every case beyond its ceiling, depending on priority, or that nobody can judge.
-- uses: scoped_ceiling
with listed as (
  select *
  from scoped_ceiling
  where status in ('beyond', 'depends_on_priority', 'cannot_tell')
)
select
  listed.status,
  mart_project.project_id,
  project.title,
  establishment.name as establishment_name,
  groups.applies_to,
  groups.activity_kind,
  groups.source_group,
  mart_project.plan_year as year,
  mart_project.approved_on,
  mart_project.status as project_status,
  listed.priority_case,
  case_info.currency,
  listed.grant_amount,
  listed.counterpart,
  listed.amount_limit,
  listed.share_limit,
  listed.multiplier,
  listed.limit_amount,
  listed.excess,
  listed.reason
from listed
cross join case_info
join mart_ceiling_group as groups
  on groups.group_no = listed.group_no
join mart_project
  on mart_project.project_no = listed.project_no
join project
  on project.project_id = mart_project.project_id
left join support
  on support.support_id = listed.support_id
left join establishment
  on establishment.establishment_id = support.establishment_id
order by
  case listed.status when 'beyond' then 0 when 'depends_on_priority' then 1 else 2 end,
  listed.excess desc nulls last,
  listed.grant_amount desc nulls last,
  mart_project.project_id,
  groups.applies_to,
  listed.support_id,
  groups.source_group
