-- Of each file and demand the rules that apply, or may: the narrowest of those that surely do, and
-- narrower ones of which it is not known (`applies` is null). `missing` names what is not known.
select
  file_no,
  rule_no,
  demand,
  narrowness,
  applies,
  missing
from (
  select
    *,
    max(case when applies then narrowness end) over (partition by file_no, demand) as narrowest
  from (
    select
      file.file_no,
      rule.rule_no,
      rule.demand,
      rule.narrowness,
      (rule.activity is null or file.activity = rule.activity)
        and (rule.activity_kind is null or file.activity_kind = rule.activity_kind)
        and (
          rule.fund_source is null
          or file.fund_source = rule.fund_source
          or rule.fund_source = 'local' and file.fund_source in ('provincial', 'district')
        )
        and (not coalesce(rule.food_only, false) or file.makes_food)
        and (not coalesce(rule.cleaner_only, false) or file.cleaner) as applies,
      case
        when rule.activity is not null and file.activity is null then 'activity'
        when rule.activity_kind is not null and file.activity_kind is null then 'activity_kind'
        when rule.fund_source is not null and file.fund_source is null then 'fund_source'
        when coalesce(rule.food_only, false) and file.makes_food is null then 'makes_food'
        else 'cleaner'
      end as missing
    from file
    cross join gate_in_force as rule
  ) as matched
  where applies is distinct from false
) as ranked
where applies and narrowness = narrowest
   or applies is null and narrowness > coalesce(narrowest, -1)
