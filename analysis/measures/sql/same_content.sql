-- Establishments supported more than once inside the scope with the same kind of activity and the
-- same words for the content, largest amount first.
-- uses: scoped_support
select
  recipient.establishment_id,
  recipient.name,
  same.activity_kind,
  same.content,
  support.currency,
  count(*) as supports,
  count(distinct support.project_no) as projects,
  string_agg(mart_project.project_id, ', ' order by support.plan_year, mart_project.project_id)
    as project_ids,
  string_agg(
    cast(support.plan_year as varchar), ', ' order by support.plan_year, mart_project.project_id
  ) as years,
  cast(sum(support.grant_amount) as bigint) as received,
  cast(min(support.grant_amount) as bigint) as smallest_grant,
  cast(max(support.grant_amount) as bigint) as largest_grant,
  count(*) - count(support.grant_amount) as grants_unknown,
  $prices as prices,
  (
    select max(base.year)
    from mart_price_factor as base
    where base.prices = 'constant'
      and base.currency = support.currency
      and $prices = 'constant'
  ) as price_year
from mart_same_content as same
join scoped_support as support
  on support.support_id = same.support_id
join mart_project
  on mart_project.project_no = support.project_no
join mart_recipient as recipient
  on recipient.establishment_no = same.establishment_no
where same.content is not null
group by
  recipient.establishment_id,
  recipient.name,
  same.activity_kind,
  same.content,
  support.currency
having count(*) > 1
order by
  case when count(distinct support.project_no) > 1 then 0 else 1 end,
  sum(support.grant_amount) desc nulls last,
  recipient.establishment_id,
  same.activity_kind,
  same.content
