-- The ceilings that apply here, as rules for stretches of days. A regime is a stretch of days in
-- which no ceiling changes. All local sources are one group: what the province decides holds for
-- its districts too. A priority multiplier is no ceiling of its own.
create table mart_ceiling_regime as
with first_days as (
  select date '0001-01-01' as starts_on
  union
  select valid_from
  from ceiling
  where applies_here
    and valid_from is not null
  union
  select valid_to + 1
  from ceiling
  where applies_here
    and valid_to is not null
)
select
  cast(row_number() over (order by starts_on) as integer) as regime,
  starts_on,
  coalesce(lead(starts_on) over (order by starts_on), date '9999-12-31') as ends_before
from first_days;

-- A span is what a date can mean: one regime for a day, all those of a year for a year.
create table mart_ceiling_span as
with plan_year as (
  select distinct plan_year
  from mart_project
),
year_span as (
  select
    plan_year,
    january.regime as first_regime,
    december.regime as last_regime
  from plan_year
  join mart_ceiling_regime as january
    on make_date(plan_year, 1, 1) >= january.starts_on
   and make_date(plan_year, 1, 1) < january.ends_before
  join mart_ceiling_regime as december
    on make_date(plan_year, 12, 31) >= december.starts_on
   and make_date(plan_year, 12, 31) < december.ends_before
),
day_span as (
  select
    days.approved_on,
    regime.regime
  from (
    select distinct approved_on
    from mart_project
    where approved_on is not null
  ) as days
  join mart_ceiling_regime as regime
    on days.approved_on >= regime.starts_on
   and days.approved_on < regime.ends_before
)
select
  approved_on,
  cast(null as integer) as plan_year,
  regime as first_regime,
  regime as last_regime
from day_span
union all
select
  cast(null as date) as approved_on,
  plan_year,
  first_regime,
  last_regime
from year_span;

-- One row per kind, what it applies to, source group and span: the ceiling of that span. `same` is
-- false where it changed within the span, or several different ones are valid at once.
create table mart_ceiling_rule as
with here as (
  select
    ceiling_id,
    activity_kind,
    case
      when activity_kind = 'PRIORITY_MULT' then 'multiplier'
      else coalesce(applies_to, 'support')
    end as applies_to,
    case
      when fund_source in ('provincial', 'district', 'local') then 'local'
      else fund_source
    end as source_group,
    currency,
    max_amount,
    max_share,
    multiplier,
    coalesce(verification, '') like 'seen%' as confirmed,
    coalesce(valid_from, date '0001-01-01') as valid_from,
    coalesce(valid_to, date '9999-12-31') as valid_to
  from ceiling
  where applies_here
),
span as (
  select
    regime as first_regime,
    regime as last_regime
  from mart_ceiling_regime
  union
  select first_regime, last_regime
  from mart_ceiling_span
),
valid as (
  select
    here.*,
    span.first_regime,
    span.last_regime,
    regime.regime,
    coalesce(cast(max_amount as varchar), '-')
      || '/' || coalesce(cast(max_share as varchar), '-')
      || '/' || coalesce(cast(multiplier as varchar), '-') as content
  from here
  join mart_ceiling_regime as regime
    on here.valid_from <= regime.starts_on
   and here.valid_to >= regime.starts_on
  join span
    on regime.regime >= span.first_regime
   and regime.regime <= span.last_regime
)
select
  activity_kind,
  applies_to,
  source_group,
  currency,
  first_regime,
  last_regime,
  count(distinct regime) = last_regime - first_regime + 1 and min(content) = max(content) as same,
  max_by(ceiling_id, valid_from) filter (where ceiling_id is not null) as ceiling_id,
  max_by(max_amount, valid_from) filter (where max_amount is not null) as max_amount,
  max_by(max_share, valid_from) filter (where max_share is not null) as max_share,
  max(multiplier) as multiplier,
  min(case when confirmed then 1 else 0 end) = 1 as confirmed
from valid
group by activity_kind, applies_to, source_group, currency, first_regime, last_regime;

-- What cases are counted by: what is judged, kind, source group and ceiling ('-' for none). Cases
-- hold the number, because grouping by it is quicker.
create table mart_ceiling_group as
with kind as (
  select activity_kind
  from mart_project
  where activity_kind is not null
  union
  select activity_kind
  from mart_ceiling_rule
  union
  select 'ADVANCE_MAX'
  union
  select 'unknown'
),
level as (
  select 'support' as applies_to
  union all
  select 'project'
  union all
  select 'advance'
),
ceiling_of_kind as (
  select level.applies_to, kind.activity_kind, '-' as ceiling_id
  from level
  cross join kind
  union
  select applies_to, activity_kind, ceiling_id
  from mart_ceiling_rule
  where same
    and applies_to in ('support', 'project', 'advance')
),
source_group as (
  select 'national' as source_group, 1 as source_no
  union all
  select 'local', 2
  union all
  select 'other', 3
  union all
  select 'unknown', 4
  union all
  select 'several', 5
)
select
  cast(
    row_number() over (order by applies_to, activity_kind, ceiling_id, source_no) as integer
  ) as group_no,
  applies_to,
  activity_kind,
  source_group,
  source_no,
  ceiling_id
from ceiling_of_kind
cross join source_group;

-- Every question a case can ask (kind, what it applies to, source group, span), and all that the
-- rules answer: the ceiling, else why there is none; and the priority multiplier, which neither
-- advances have nor technology lines, whose ceiling holds it already. `group_no` is the group the
-- case is counted in: that of its ceiling, if it has one.
create table mart_ceiling_answer as
with known as (
  select
    activity_kind,
    applies_to,
    source_group,
    currency,
    min(first_regime) as first_known,
    max(last_regime) as last_known,
    max(multiplier) as multiplier
  from mart_ceiling_rule
  where first_regime = last_regime
  group by activity_kind, applies_to, source_group, currency
),
span as (
  select distinct first_regime, last_regime
  from mart_ceiling_span
),
-- Every kind and span has a number, and every question one made of it, for cases to be joined by.
question as (
  select
    groups.group_no,
    groups.applies_to,
    groups.activity_kind,
    groups.source_group,
    groups.source_no,
    case_info.currency,
    span.first_regime,
    span.last_regime,
    dense_rank() over (order by groups.activity_kind, span.first_regime, span.last_regime)
      as kind_span_no
  from mart_ceiling_group as groups
  cross join span
  cross join case_info
  where groups.ceiling_id = '-'
    and groups.source_group <> 'several'
)
select
  cast(
    12 * question.kind_span_no
      + case question.applies_to when 'support' then 0 when 'project' then 4 else 8 end
      + question.source_no as integer
  ) as answer_no,
  cast(question.kind_span_no as integer) as kind_span_no,
  coalesce(with_ceiling.group_no, question.group_no) as group_no,
  question.activity_kind,
  question.first_regime,
  question.last_regime,
  rule.confirmed,
  -- Where several ceilings answer, none of them is the limit.
  case when rule.same then rule.max_amount end as max_amount,
  case when rule.same then rule.max_share end as max_share,
  -- What can be said before any amount is looked at.
  case
    when question.activity_kind = 'unknown' or question.source_group = 'unknown' then 'cannot_tell'
    when rule.same then null
    when rule.ceiling_id is not null or other_rule.ceiling_id is not null then 'cannot_tell'
    else 'no_ceiling'
  end as status,
  case
    when question.activity_kind = 'unknown' then 'kind_unknown'
    when question.source_group = 'unknown' then 'source_unknown'
    when rule.same then null
    when rule.ceiling_id is not null and question.first_regime = question.last_regime
      then 'several_ceilings'
    when rule.ceiling_id is not null then 'changed_in_year'
    when other_rule.ceiling_id is not null then 'not_comparable'
    when known.last_known < question.first_regime then 'ceiling_ended'
    when known.first_known > question.last_regime then 'ceiling_later'
    else 'none_known'
  end as reason,
  case when multiplier.same then multiplier.multiplier end as multiplier_valid,
  case when not multiplier.same then multiplier.multiplier end as multiplier_changing,
  case
    when multiplier.multiplier is null and known_multiplier.last_known < question.first_regime
      then known_multiplier.multiplier
  end as multiplier_ended
from question
left join mart_ceiling_rule as rule
  on rule.activity_kind = question.activity_kind
 and rule.applies_to = question.applies_to
 and rule.source_group = question.source_group
 and rule.currency = question.currency
 and rule.first_regime = question.first_regime
 and rule.last_regime = question.last_regime
left join mart_ceiling_rule as other_rule
  on other_rule.activity_kind = question.activity_kind
 and other_rule.applies_to = 'other'
 and other_rule.source_group = question.source_group
 and other_rule.currency = question.currency
 and other_rule.first_regime = question.first_regime
 and other_rule.last_regime = question.last_regime
left join known
  on known.activity_kind = question.activity_kind
 and known.applies_to = question.applies_to
 and known.source_group = question.source_group
 and known.currency = question.currency
left join mart_ceiling_rule as multiplier
  on multiplier.applies_to = 'multiplier'
 and multiplier.source_group = question.source_group
 and multiplier.currency = question.currency
 and multiplier.first_regime = question.first_regime
 and multiplier.last_regime = question.last_regime
 and question.applies_to <> 'advance'
 and question.activity_kind <> 'TECH_LINE'
left join known as known_multiplier
  on known_multiplier.applies_to = 'multiplier'
 and known_multiplier.source_group = question.source_group
 and known_multiplier.currency = question.currency
 and question.applies_to <> 'advance'
 and question.activity_kind <> 'TECH_LINE'
left join mart_ceiling_group as with_ceiling
  on rule.same
 and with_ceiling.applies_to = question.applies_to
 and with_ceiling.activity_kind = question.activity_kind
 and with_ceiling.source_no = question.source_no
 and with_ceiling.ceiling_id = rule.ceiling_id;

-- One row per support, per project (and source group) whose ceiling is for the whole, and per
-- project's advances (and source group), judged against the ceiling of its day and source.
-- Limit = the smaller of the largest amount and the largest share of grant and counterpart; for a
-- priority case the multiplier times it, while the multiplier is valid. The money of a support from
-- several sources cannot be told apart: it is within when the whole of it is within every ceiling
-- known for them, else nobody can tell.
create table mart_ceiling_case as
with sourced_funding as (
  select
    project_no,
    case
      when fund_source = 'national' then 1
      when fund_source in ('provincial', 'district', 'local') then 2
      when fund_source is null then 4
      else 3
    end as source_no,
    case when status = 'planned' then planned else approved end as granted,
    approved,
    advanced
  from mart_funding
  where project_no is not null
),
grouped_money as (
  select
    project_no,
    source_no,
    case when count(*) = count(granted) then sum(granted) end as granted,
    case when count(*) = count(approved) then sum(approved) end as approved,
    case when count(*) = count(advanced) then sum(advanced) end as advanced
  from sourced_funding
  group by project_no, source_no
),
kind_level as (
  select
    activity_kind,
    max(case when applies_to = 'project' then 1 else 0 end) = 1 as by_project,
    max(case when applies_to = 'support' then 1 else 0 end) = 1 as by_support
  from mart_ceiling_rule
  group by activity_kind
),
kind_span as (
  select distinct
    answer.activity_kind,
    answer.first_regime,
    answer.last_regime,
    answer.kind_span_no,
    advance.kind_span_no as advance_span_no,
    coalesce(kind_level.by_project, false) as by_project,
    not coalesce(kind_level.by_project, false) or kind_level.by_support as by_support
  from mart_ceiling_answer as answer
  join mart_ceiling_answer as advance
    on advance.activity_kind = 'ADVANCE_MAX'
   and advance.first_regime = answer.first_regime
   and advance.last_regime = answer.last_regime
  left join kind_level
    on kind_level.activity_kind = answer.activity_kind
),
dated_project as (
  select
    project.project_no,
    project.activity_kind,
    span.first_regime,
    span.last_regime
  from mart_project as project
  join mart_ceiling_span as span
    on span.approved_on = project.approved_on
  union all
  select
    project.project_no,
    project.activity_kind,
    span.first_regime,
    span.last_regime
  from mart_project as project
  join mart_ceiling_span as span
    on span.plan_year = project.plan_year
  where project.approved_on is null
),
asked_project as (
  select
    project.project_no,
    kind_span.kind_span_no,
    kind_span.advance_span_no,
    kind_span.by_project,
    kind_span.by_support
  from dated_project as project
  join kind_span
    on kind_span.activity_kind = coalesce(project.activity_kind, 'unknown')
   and kind_span.first_regime = project.first_regime
   and kind_span.last_regime = project.last_regime
),
priority as (
  select
    support_id,
    priority_case
  from support
  where priority_case is not null
),
support_case as (
  select
    'support' as applies_to,
    12 * project.kind_span_no + money.source_no as answer_no,
    project.project_no,
    money.source_no,
    support.support_id,
    support.industry,
    support.size,
    priority.priority_case,
    support.grant_amount,
    support.counterpart,
    support.grant_amount + support.counterpart as base
  from mart_support as support
  join asked_project as project
    on project.project_no = support.project_no
   and project.by_support
  join grouped_money as money
    on money.project_no = support.project_no
  left join priority
    on priority.support_id = support.support_id
),
project_counterpart as (
  select
    support.project_no,
    case when count(*) = count(support.counterpart) then sum(support.counterpart) end
      as counterpart,
    case
      when count(*) = count(case when priority.priority_case then 1 end) then true
      when count(*) = count(case when not priority.priority_case then 1 end) then false
    end as priority_case
  from mart_support as support
  join asked_project as project
    on project.project_no = support.project_no
   and project.by_project
  left join priority
    on priority.support_id = support.support_id
  group by support.project_no
),
whole_project as (
  select
    project.project_no,
    case when count(*) = count(money.granted) then sum(money.granted) end as granted
  from asked_project as project
  join grouped_money as money
    on money.project_no = project.project_no
  where project.by_project
  group by project.project_no
),
project_case as (
  select
    'project' as applies_to,
    12 * project.kind_span_no + 4 + money.source_no as answer_no,
    project.project_no,
    money.source_no,
    cast(null as varchar) as support_id,
    cast(null as varchar) as industry,
    cast(null as varchar) as size,
    own.priority_case,
    cast(money.granted as bigint) as grant_amount,
    cast(own.counterpart as bigint) as counterpart,
    cast(whole_project.granted + own.counterpart as bigint) as base
  from asked_project as project
  join whole_project
    on whole_project.project_no = project.project_no
  join grouped_money as money
    on money.project_no = project.project_no
  left join project_counterpart as own
    on own.project_no = project.project_no
),
unknown_advance as (
  select distinct project_no
  from mart_payment
  where stage = 'advance'
    and amounts_unknown > 0
),
advance_case as (
  select
    'advance' as applies_to,
    12 * project.advance_span_no + 8 + money.source_no as answer_no,
    project.project_no,
    money.source_no,
    cast(null as varchar) as support_id,
    cast(null as varchar) as industry,
    cast(null as varchar) as size,
    cast(null as boolean) as priority_case,
    cast(money.advanced as bigint) as grant_amount,
    cast(null as bigint) as counterpart,
    cast(money.approved as bigint) as base
  from grouped_money as money
  join asked_project as project
    on project.project_no = money.project_no
  left join unknown_advance
    on unknown_advance.project_no = money.project_no
  where money.advanced > 0
     or (money.advanced is null and unknown_advance.project_no is not null)
),
ruled as (
  select
    asked.*,
    answer.group_no,
    answer.confirmed,
    answer.status as given_status,
    answer.reason as given_reason,
    answer.max_amount as amount_limit,
    case
      when answer.max_share is not null and asked.base is not null
        then cast(round(answer.max_share * asked.base) as bigint)
    end as share_limit,
    coalesce(answer.max_share < 1 and asked.base is null, false) as share_unknown,
    answer.multiplier_valid,
    answer.multiplier_changing,
    answer.multiplier_ended
  from (
    select * from support_case
    union all
    select * from project_case
    union all
    select * from advance_case
  ) as asked
  join mart_ceiling_answer as answer
    on answer.answer_no = asked.answer_no
),
limited as (
  select
    *,
    case
      when amount_limit is null then share_limit
      when share_limit is null then amount_limit
      when share_limit < amount_limit then share_limit
      else amount_limit
    end as usual_limit,
    case when priority_case then multiplier_valid end as multiplier
  from ruled
),
compared as (
  select
    *,
    cast(round(usual_limit * coalesce(multiplier, 1)) as bigint) as limit_amount
  from limited
),
-- What the amounts alone say, whether the ceiling is confirmed or not.
weighed as (
  select
    *,
    case
      when given_status is not null then null
      when grant_amount is null then 'grant_unknown'
      when limit_amount is null and share_unknown and applies_to = 'advance'
        then 'approval_unknown'
      when limit_amount is null and share_unknown then 'counterpart_unknown'
      when limit_amount is null or grant_amount <= limit_amount
        then case when share_unknown then 'share_unknown' else 'within' end
      when priority_case is null and grant_amount <= usual_limit * multiplier_valid
        then 'priority_unknown'
      when coalesce(priority_case, true) and grant_amount <= usual_limit * multiplier_changing
        then 'changed_in_year'
      when priority_case and grant_amount <= usual_limit * multiplier_ended
        then 'multiplier_not_confirmed'
      when grant_amount > amount_limit * coalesce(multiplier, 1)
        and grant_amount > share_limit * coalesce(multiplier, 1) then 'over_both'
      when grant_amount > amount_limit * coalesce(multiplier, 1) then 'over_amount'
      else 'over_share'
    end as comparison
  from compared
),
judged as (
  select
    group_no,
    applies_to,
    project_no,
    source_no,
    support_id,
    industry,
    size,
    priority_case,
    grant_amount,
    counterpart,
    amount_limit,
    share_limit,
    multiplier,
    limit_amount,
    share_unknown,
    case
      when given_status is not null then given_status
      when comparison in ('grant_unknown', 'approval_unknown', 'counterpart_unknown')
        then 'cannot_tell'
      when not confirmed then 'unconfirmed'
      when comparison = 'changed_in_year' then 'cannot_tell'
      when comparison = 'share_unknown' then 'within_amount_share_unknown'
      when comparison = 'priority_unknown' then 'depends_on_priority'
      when comparison = 'within' then 'within'
      else 'beyond'
    end as status,
    case
      when given_status is not null then given_reason
      when comparison in ('grant_unknown', 'approval_unknown', 'counterpart_unknown')
        then comparison
      when not confirmed and comparison = 'within' then 'unconfirmed_within'
      when not confirmed and comparison = 'share_unknown' then 'unconfirmed_within_amount'
      when not confirmed and comparison in ('priority_unknown', 'changed_in_year')
        then 'unconfirmed_depends'
      when not confirmed then 'unconfirmed_beyond'
      when comparison <> 'within' then comparison
    end as reason
  from weighed
),
-- A support of several sources: one row for each of them until here, one for all of them now,
-- counted in the group of several sources of its ceiling.
mixed_project as (
  select project_no
  from grouped_money
  group by project_no
  having count(*) > 1
),
several as (
  select
    judged.support_id,
    min(judged.amount_limit) as amount_limit,
    min(judged.share_limit) as share_limit,
    min(judged.limit_amount) as limit_amount,
    min(case when judged.status = 'no_ceiling' then 1 else 0 end) = 1 as without_any,
    max(
      case
        when judged.status in ('beyond', 'cannot_tell', 'depends_on_priority')
          or judged.reason in ('unconfirmed_beyond', 'unconfirmed_depends') then 1
        else 0
      end
    ) = 1 as not_within,
    max(case when judged.status = 'unconfirmed' then 1 else 0 end) = 1 as unconfirmed,
    max(case when judged.status = 'within_amount_share_unknown' then 1 else 0 end) = 1
      as amount_only,
    max(case when judged.status = 'cannot_tell' then judged.reason end) as why_not_told,
    min(judged.reason) as why_none,
    min(judged.source_no) as first_source_no,
    min(groups.activity_kind) as activity_kind,
    min(case when groups.ceiling_id <> '-' then groups.ceiling_id end) as ceiling_id
  from judged
  join mixed_project
    on mixed_project.project_no = judged.project_no
  join mart_ceiling_group as groups
    on groups.group_no = judged.group_no
  where judged.applies_to = 'support'
  group by judged.support_id
),
told as (
  select
    judged.group_no,
    judged.applies_to,
    judged.project_no,
    judged.support_id,
    judged.industry,
    judged.size,
    judged.priority_case,
    judged.grant_amount,
    judged.counterpart,
    judged.amount_limit,
    judged.share_limit,
    judged.multiplier,
    judged.limit_amount,
    judged.status,
    judged.reason,
    judged.share_unknown
  from judged
  left join mixed_project
    on mixed_project.project_no = judged.project_no
  where mixed_project.project_no is null
     or judged.applies_to <> 'support'
  union all
  select
    groups.group_no,
    judged.applies_to,
    judged.project_no,
    judged.support_id,
    judged.industry,
    judged.size,
    judged.priority_case,
    judged.grant_amount,
    judged.counterpart,
    several.amount_limit,
    several.share_limit,
    cast(null as double) as multiplier,
    several.limit_amount,
    case
      when several.without_any then 'no_ceiling'
      when several.not_within then 'cannot_tell'
      when several.unconfirmed then 'unconfirmed'
      when several.amount_only then 'within_amount_share_unknown'
      else 'within'
    end as status,
    case
      when several.without_any then several.why_none
      when several.not_within then coalesce(several.why_not_told, 'several_sources')
      when several.unconfirmed then 'unconfirmed_within'
      else 'whole_within'
    end as reason,
    -- How much of a ceiling several sources use together cannot be said.
    true as share_unknown
  from several
  join judged
    on judged.support_id = several.support_id
   and judged.source_no = several.first_source_no
  join mart_ceiling_group as groups
    on groups.applies_to = 'support'
   and groups.activity_kind = several.activity_kind
   and groups.source_group = 'several'
   and groups.ceiling_id = coalesce(several.ceiling_id, '-')
)
select
  group_no,
  applies_to,
  project_no,
  support_id,
  industry,
  size,
  priority_case,
  grant_amount,
  counterpart,
  amount_limit,
  share_limit,
  multiplier,
  limit_amount,
  case
    when status in ('within', 'beyond', 'unconfirmed') and not share_unknown and limit_amount > 0
      then cast(grant_amount as double) / limit_amount
  end as used_share,
  case
    when status in ('beyond', 'depends_on_priority', 'unconfirmed') and grant_amount > limit_amount
      then grant_amount - limit_amount
  end as excess,
  status,
  reason
from told;
