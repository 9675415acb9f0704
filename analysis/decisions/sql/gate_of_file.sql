-- Gates on what is asked for and by whom it is paid: each a fact of the file, or of its papers.
select
  contending.file_no,
  contending.rule_no,
  case
    when rule.gate = 'machinery_new' then
      case
        when file.machinery_new then 'machine_new'
        when not file.machinery_new then 'machine_used'
        else 'machine_unknown'
      end
    when rule.gate = 'technology_new' then
      case
        when file.technology_new then 'technology_new'
        when not file.technology_new then 'technology_known'
        else 'technology_unknown'
      end
    when rule.gate = 'own_money_committed' then
      case
        when file.committed then 'money_committed'
        when not file.committed then 'money_not_committed'
        else 'money_unknown'
      end
    when rule.gate = 'food_safety_valid' then
      case
        when file.food_safety_until >= $judged_on::date then 'certificate_valid'
        when file.food_safety_until < $judged_on::date then 'certificate_ended'
        else 'certificate_unknown'
      end
    when rule.gate = 'quality_declared' then
      case
        when file.quality_declared then 'quality_declared'
        when not file.quality_declared then 'quality_not_declared'
        else 'quality_unknown'
      end
    else 'checked_by_hand'
  end as reason,
  case when rule.gate = 'food_safety_valid' then cast(file.food_safety_until as varchar) end
    as value
from contending_gate as contending
join gate_in_force as rule
  on rule.rule_no = contending.rule_no
join file
  on file.file_no = contending.file_no
where rule.gate not in (
  'eligible_kind',
  'size',
  'eligible_place',
  'eligible_industry',
  'industry_hard_area',
  'same_content',
  'good_standing'
)
