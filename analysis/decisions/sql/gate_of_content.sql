-- The gate against a second support of the same content. Words are compared without case, signs and
-- spaces: alike words are the same content whatever the kind; of one kind, words that are missing or
-- nearly alike (Jaro-Winkler, from the parameter of the rule on) are for a person to look at.
select
  contending.file_no,
  contending.rule_no,
  case
    when found.same_content is not null then 'content_same'
    when not coalesce(found.any_support, false) then 'content_first'
    when rule.parameter is not null and try_cast(rule.parameter as double) is null
      then 'parameter_unread'
    when found.unworded then 'content_unknown'
    when found.likeness >= try_cast(rule.parameter as double) then 'content_alike'
    when found.likest is not null then 'content_different'
    else 'content_other_kind'
  end as reason,
  coalesce(found.same_content, found.likest) as value
from contending_gate as contending
join gate_in_force as rule
  on rule.rule_no = contending.rule_no
left join (
  select
    file_no,
    true as any_support,
    max(case when words = earlier_words then earlier_content end) as same_content,
    coalesce(
      bool_or(same_kind is null or same_kind and (words is null or earlier_words is null)), false
    ) as unworded,
    max(case when same_kind then jaro_winkler_similarity(words, earlier_words) end) as likeness,
    max_by(
      earlier_content, jaro_winkler_similarity(words, earlier_words)
    ) filter (same_kind and words is not null and earlier_words is not null) as likest
  from (
    select
      file.file_no,
      file.activity_kind = earlier.activity_kind as same_kind,
      earlier.content as earlier_content,
      nullif(trim(regexp_replace(lower(file.content), '[^\p{L}\p{N}]+', ' ', 'g')), '') as words,
      nullif(trim(regexp_replace(lower(earlier.content), '[^\p{L}\p{N}]+', ' ', 'g')), '')
        as earlier_words
    from file
    join (
      select file_no, activity_kind, content
      from earlier_support
      where coalesce(status, 'running') <> 'stopped'
      union
      select file_no, activity_kind, asked_content
      from earlier_support
      where coalesce(status, 'running') <> 'stopped'
        and asked_content is not null
    ) as earlier
      on earlier.file_no = file.file_no
  ) as worded
  group by file_no
) as found
  on found.file_no = contending.file_no
where rule.gate = 'same_content'
