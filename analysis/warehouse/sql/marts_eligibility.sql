-- Marts of eligibility: what the rules say of establishments whose record does not say.

-- One row per establishment without a recorded answer and span of days in which the rules of
-- gate_rule decide whether it may be supported. Without a row they do not: a fact or a rule is
-- missing. Empty where every record says, or where the data hold no rule of these four gates.
-- Rules of one activity, source or of cleaner production speak of a file, not of an establishment.
-- As with the gates of a file the class of a city is in no source, rows alike hold together, and a
-- row for food replaces the wider one of its gate. Nobody but coverage itself judges a closed one.
-- Answers are numbers, so that the worst is the least: 0 no, 1 not known, 2 yes.
create table mart_eligibility as
with rule as (
  select
    gate,
    parameter,
    coalesce(food_only, false) as food_only,
    coalesce(valid_from, date '0001-01-01') as valid_from,
    coalesce(valid_to, date '9999-12-31') as valid_to
  from gate_rule
  where gate in ('eligible_kind', 'size', 'eligible_place', 'eligible_industry')
    and activity is null
    and activity_kind is null
    and fund_source is null
    and not coalesce(cleaner_only, false)
),
start as (
  select valid_from as starts_on
  from rule
  union
  select valid_to + 1
  from rule
  where valid_to < date '9999-12-31'
),
span as (
  select
    starts_on,
    coalesce(lead(starts_on) over (order by starts_on), date '9999-12-31') as ends_before
  from start
),
unrecorded as (
  select
    place.establishment_no,
    dense_rank() over (
      order by place.legal_form,
        place.size,
        place.industry,
        place.makes_food,
        place.unit_no is null,
        lower(district.kind)
    ) as alike_no,
    place.legal_form,
    place.size,
    place.industry,
    place.makes_food,
    place.unit_no is not null as placed,
    lower(district.kind) as district_kind
  from mart_establishment as place
  left join mart_unit_name as district
    on district.code = place.district_2020
   and district.level = 'district'
  where place.eligible is null
),
alike as (
  select distinct
    alike_no,
    legal_form,
    size,
    industry,
    makes_food,
    placed,
    district_kind
  from unrecorded
),
answer as (
  select
    span.starts_on,
    span.ends_before,
    alike.alike_no,
    alike.makes_food,
    rule.gate,
    rule.food_only,
    case
      when rule.gate = 'eligible_kind' then
        case
          when alike.legal_form is null or rule.parameter is null then 1
          when list_contains(string_split(rule.parameter, ';'), alike.legal_form) then 2
          else 0
        end
      when rule.gate = 'size' then
        case
          when list_contains(string_split(rule.parameter, ';'), 'micro')
            and list_contains(string_split(rule.parameter, ';'), 'small')
            and list_contains(string_split(rule.parameter, ';'), 'medium')
            and list_contains(string_split(rule.parameter, ';'), 'large') then 2
          when alike.size is null or rule.parameter is null then 1
          when list_contains(string_split(rule.parameter, ';'), alike.size) then 2
          else 0
        end
      when rule.gate = 'eligible_place' then
        case
          when not alike.placed then 1
          when rule.parameter = 'communes' then 2
          when rule.parameter in ('districts', 'former_districts')
            and (
              starts_with(alike.district_kind, 'huyện')
              or starts_with(alike.district_kind, 'thị xã')
            ) then 2
          else 1
        end
      else
        case
          when alike.industry is null or rule.parameter is null then 1
          when list_contains(string_split(rule.parameter, ';'), alike.industry) then 2
          when list_contains(string_split(rule.parameter, ';'), alike.industry || '?') then 1
          else 0
        end
    end as answer
  from span
  join rule
    on rule.valid_from <= span.starts_on
   and rule.valid_to >= span.starts_on
  cross join alike
  where not rule.food_only
     or alike.makes_food is distinct from false
),
gate_answer as (
  select
    starts_on,
    ends_before,
    alike_no,
    case
      when makes_food then coalesce(for_food, for_all)
      when for_food is null then for_all
      -- Whether it makes food is not known: it is settled where both rows say the same.
      when for_food = coalesce(for_all, 2) then for_food
      else 1
    end as answer
  from (
    select
      starts_on,
      ends_before,
      alike_no,
      makes_food,
      gate,
      min(case when food_only then answer end) as for_food,
      min(case when not food_only then answer end) as for_all
    from answer
    group by starts_on, ends_before, alike_no, makes_food, gate
  ) as answers
),
verdict as (
  select
    starts_on,
    ends_before,
    alike_no,
    min(answer) as answer
  from gate_answer
  group by starts_on, ends_before, alike_no
)
select
  unrecorded.establishment_no,
  verdict.starts_on,
  verdict.ends_before,
  verdict.answer = 2 as eligible
from verdict
join unrecorded
  on unrecorded.alike_no = verdict.alike_no
where verdict.answer <> 1;
