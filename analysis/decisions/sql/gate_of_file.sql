-- Gates on what is asked for and its papers: each a fact of the file, met, not met or unknown; and
-- demands the program does not know, which only a person answers: by the latest row of gate_answer
-- written by the day that is known.
select
  contending.file_no,
  contending.rule_no,
  case
    when fact.gate is null and answer.met then 'answered_met'
    when fact.gate is null and not answer.met then 'answered_not_met'
    when fact.gate is null then 'checked_by_hand'
    when fact.met then fact.gate || '_met'
    when not fact.met then fact.gate || '_not_met'
    else fact.gate || '_unknown'
  end as reason,
  case when fact.gate is null then cast(answer.answered_on as varchar) else fact.value end as value
from contending_gate as contending
join gate_in_force as rule
  on rule.rule_no = contending.rule_no
left join (
  select file_no, 'machinery_new' as gate, machinery_new as met, null as value
  from file
  union all
  select file_no, 'technology_new', technology_new, null
  from file
  union all
  select file_no, 'own_money_committed', committed, null
  from file
  union all
  select file_no, 'quality_declared', quality_declared, null
  from file
  union all
  select
    file_no,
    'food_safety_valid',
    food_safety_until >= $judged_on::date,
    cast(food_safety_until as varchar)
  from file
) as fact
  on fact.file_no = contending.file_no
 and fact.gate = rule.gate
left join file
  on file.file_no = contending.file_no
left join (
  select
    application_id,
    rule_id,
    met,
    answered_on,
    row_number() over (
      partition by application_id, rule_id
      order by answered_on desc, answer_id desc
    ) as lateness
  from gate_answer
  where answered_on <= $known_on::date
) as answer
  on answer.application_id = file.application_id
 and answer.rule_id = rule.rule_id
 and answer.lateness = 1
where rule.gate not in (
  'eligible_kind',
  'size',
  'eligible_place',
  'eligible_industry',
  'industry_hard_area',
  'same_content',
  'good_standing'
)
