-- How much of each ceiling the cases use, one row per kind, source group and ceiling; the cases of
-- a kind and group without a ceiling are one row. Quartiles and the 90th percentile are the value
-- of the nearest rank, which every engine computes alike; the median is exact.
-- uses: scoped_ceiling
with counted as (
  select
    group_no,
    count(*) as cases,
    count(case when status = 'within' then 1 end) as within,
    count(case when status = 'within_amount_share_unknown' then 1 end) as within_amount,
    count(case when status = 'depends_on_priority' then 1 end) as depends_on_priority,
    count(case when status = 'beyond' then 1 end) as beyond,
    count(case when status = 'cannot_tell' then 1 end) as cannot_tell,
    count(case when status = 'unconfirmed' then 1 end) as unconfirmed,
    count(case when status = 'no_ceiling' then 1 end) as no_ceiling,
    cast(sum(grant_amount) as bigint) as grant_amount,
    count(used_share) as used_n
  from scoped_ceiling
  group by group_no
),
ranked as (
  select
    group_no,
    used_share,
    row_number() over (partition by group_no order by used_share) as place
  from scoped_ceiling
  where used_share is not null
),
spread as (
  select
    ranked.group_no,
    min(ranked.used_share) as used_least,
    max(case when ranked.place = ceil(0.25 * counted.used_n) then ranked.used_share end)
      as used_lower,
    median(ranked.used_share) as used_median,
    max(case when ranked.place = ceil(0.75 * counted.used_n) then ranked.used_share end)
      as used_upper,
    max(case when ranked.place = ceil(0.9 * counted.used_n) then ranked.used_share end)
      as used_p90,
    max(ranked.used_share) as used_most
  from ranked
  join counted
    on counted.group_no = ranked.group_no
  group by ranked.group_no
)
select
  groups.applies_to,
  groups.activity_kind,
  groups.source_group,
  case_info.currency,
  ceiling.max_amount,
  ceiling.max_share,
  ceiling.valid_from,
  ceiling.valid_to,
  counted.cases,
  counted.within,
  counted.within_amount,
  counted.depends_on_priority,
  counted.beyond,
  counted.cannot_tell,
  counted.unconfirmed,
  counted.no_ceiling,
  counted.grant_amount,
  counted.used_n,
  spread.used_least,
  spread.used_lower,
  spread.used_median,
  spread.used_upper,
  spread.used_p90,
  spread.used_most,
  ceiling.verification like 'seen%' as confirmed,
  ceiling.verification,
  ceiling.legal_source,
  ceiling.source
from counted
cross join case_info
join mart_ceiling_group as groups
  on groups.group_no = counted.group_no
left join spread
  on spread.group_no = counted.group_no
left join ceiling
  on ceiling.ceiling_id = groups.ceiling_id
order by
  counted.cases desc,
  groups.group_no
