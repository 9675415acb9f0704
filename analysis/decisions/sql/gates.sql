-- One row per file and demand that applies to it: what its facts say, and the rule that asks. Where
-- rules of one demand hold together the worst answer counts; where it is not known which of them
-- holds and they do not agree, the answer is unknown.
-- uses: asked_file, recorded_class, file, earlier_support, gate_in_force, contending_gate, gate_of_recipient, gate_of_file, gate_of_content, gate_of_standing
with checked as (
  select * from gate_of_recipient
  union all
  select * from gate_of_file
  union all
  select * from gate_of_content
  union all
  select * from gate_of_standing
),
meaning as (
  select
    unnest($reasons::varchar[]) as reason,
    unnest($weights::integer[]) as weight
),
weighed as (
  select
    contending.*,
    checked.reason,
    checked.value,
    meaning.weight
  from contending_gate as contending
  join checked
    on checked.file_no = contending.file_no
   and checked.rule_no = contending.rule_no
  join meaning
    on meaning.reason = checked.reason
),
agreed as (
  select
    *,
    coalesce(max(case when applies then weight end) over demanded, 0) as certain,
    bool_or(applies is null) over demanded as doubted,
    min(case when applies is null then greatest(weight, 1) end) over demanded as mildest,
    max(case when applies is null then greatest(weight, 1) end) over demanded as gravest
  from weighed
  window demanded as (partition by file_no, demand)
),
chosen as (
  select
    *,
    doubted and (mildest < gravest or gravest <> greatest(certain, 1)) as undecided,
    row_number() over (
      partition by file_no, demand
      order by
        case
          when doubted and (mildest < gravest or gravest <> greatest(certain, 1))
            then case when applies is null then 0 else 1 end
          else case when applies then 0 else 1 end
        end,
        weight desc,
        rule_no
    ) as choice
  from agreed
)
select
  file.application_id,
  chosen.rule_no,
  case when chosen.undecided then 'rule_undecided' else chosen.reason end as reason,
  case when chosen.undecided then chosen.missing else chosen.value end as value
from chosen
join file
  on file.file_no = chosen.file_no
where chosen.choice = 1
  and (chosen.undecided or chosen.weight > 0)
order by file.file_no, chosen.rule_no
